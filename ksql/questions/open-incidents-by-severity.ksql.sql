-- Open incidents by severity
SELECT
  severity,
  COUNT(*) AS incidents,
  COUNT(acknowledgedBy) AS acknowledged
FROM incidents
WHERE status <> 'CLOSED'
GROUP BY severity
EMIT CHANGES;
