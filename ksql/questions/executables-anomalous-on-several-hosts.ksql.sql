-- Executables that are anomalous on more than one host
-- A set holds at most 1,000 hosts.
SELECT
  executable->id AS executable_id,
  LATEST_BY_OFFSET(executable->path) AS path,
  ARRAY_LENGTH(COLLECT_SET(record_key)) AS hosts,
  COUNT(*) AS anomalies
FROM anomalies
GROUP BY executable->id
HAVING ARRAY_LENGTH(COLLECT_SET(record_key)) > 1
EMIT CHANGES;
