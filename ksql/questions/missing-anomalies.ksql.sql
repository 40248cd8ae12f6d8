-- Anomalies that were lost on their way
-- COUNT_DISTINCT is an estimate in ksqlDB, so records are counted: a duplicate hides a missing one.
SELECT
  record_key,
  source->runId AS run_id,
  MAX(source->sequence) - MIN(source->sequence) + 1 - COUNT(*) AS missing
FROM anomalies
GROUP BY record_key, source->runId
HAVING MAX(source->sequence) - MIN(source->sequence) + 1 > COUNT(*)
EMIT CHANGES;
