-- Anomalous windows that contain execve
-- Position 1 is the call that raised the anomaly, position d + 1 the call at distance d before it.
SELECT
  a.`time`,
  a.host.name AS host,
  a.executable.path AS path,
  a.process.pid AS pid,
  c.`position`
FROM anomalies AS a
CROSS JOIN UNNEST(a.`window`) WITH ORDINALITY AS c (`table`, `number`, `name`, `position`)
WHERE c.`name` = 'execve';
