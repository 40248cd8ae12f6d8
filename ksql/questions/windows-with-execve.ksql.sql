-- Anomalous windows that contain execve
-- The whole window, the newest call first, in place of the positions.
SELECT
  FROM_UNIXTIME(time / 1000) AS event_time,
  host->name AS host_name,
  executable->path AS path,
  process->pid AS pid,
  TRANSFORM(`WINDOW`, c => c->name) AS calls
FROM anomalies
WHERE ARRAY_CONTAINS(TRANSFORM(`WINDOW`, c => c->name), 'execve')
EMIT CHANGES;
