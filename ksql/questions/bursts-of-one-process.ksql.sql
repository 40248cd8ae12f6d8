-- Processes with at least three anomalies within a minute
-- Minutes are those of publishing.
SELECT
  FROM_UNIXTIME(WINDOWSTART) AS minute_start,
  host->name AS host_name,
  process->pid AS pid,
  executable->path AS path,
  COUNT(*) AS anomalies
FROM anomalies
WINDOW TUMBLING (SIZE 1 MINUTE)
GROUP BY host->name, process->pid, executable->path
HAVING COUNT(*) >= 3
EMIT CHANGES;
