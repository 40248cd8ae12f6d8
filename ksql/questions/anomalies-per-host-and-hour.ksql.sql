-- Anomalies per host and hour
-- Hours are those of publishing.
SELECT
  host->name AS host_name,
  FROM_UNIXTIME(WINDOWSTART) AS hour_start,
  COUNT(*) + SUM(heldBack) AS anomalies
FROM anomalies
WINDOW TUMBLING (SIZE 1 HOUR)
GROUP BY host->name
EMIT CHANGES;
