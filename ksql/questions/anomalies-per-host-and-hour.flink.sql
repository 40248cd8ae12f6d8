-- Anomalies per host and hour
-- What was held back by rate limiting counts too. Hours are those of the events, in UTC.
SELECT
  window_start AS `hour`,
  host.name AS host,
  COUNT(*) + SUM(heldBack) AS anomalies
FROM TABLE(TUMBLE(TABLE anomalies, DESCRIPTOR(`time`), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, host.name;
