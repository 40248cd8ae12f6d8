-- Anomalies by container image
SELECT
  COALESCE(process->imageHint, '(none)') AS image,
  COUNT(*) AS anomalies
FROM anomalies
GROUP BY COALESCE(process->imageHint, '(none)')
EMIT CHANGES;
