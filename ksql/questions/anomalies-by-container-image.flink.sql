-- Anomalies by container image
-- Outside containers the image is (none).
SELECT
  COALESCE(process.imageHint, '(none)') AS image,
  COUNT(*) AS anomalies
FROM anomalies
GROUP BY COALESCE(process.imageHint, '(none)');
