-- Processes with at least three anomalies within a minute
-- One process gone wrong, told from a program that is now and then unusual.
SELECT
  window_start AS `minute`,
  host.name AS host,
  process.pid AS pid,
  executable.path AS path,
  COUNT(*) AS anomalies
FROM TABLE(TUMBLE(TABLE anomalies, DESCRIPTOR(`time`), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, host.name, process.pid, executable.path
HAVING COUNT(*) >= 3;
