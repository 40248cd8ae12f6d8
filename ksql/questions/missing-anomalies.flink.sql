-- Anomalies that were lost on their way
-- Numbers run from 1 without a gap in each run of a collector, on each topic; what is missing was lost. Records
-- older than the topic's retention are not loss: the first number that is still there is where the count begins.
SELECT
  record_key AS host_id,
  source.runId AS run,
  MAX(source.`sequence`) - MIN(source.`sequence`) + 1 - COUNT(DISTINCT source.`sequence`) AS missing
FROM anomalies
GROUP BY record_key, source.runId
HAVING MAX(source.`sequence`) - MIN(source.`sequence`) + 1 > COUNT(DISTINCT source.`sequence`);
