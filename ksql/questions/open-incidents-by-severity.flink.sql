-- Open incidents by severity
-- Each incident counts once, as its newest record says.
SELECT
  severity,
  COUNT(*) AS incidents,
  COUNT(acknowledgedBy) AS acknowledged
FROM incidents
WHERE status <> 'CLOSED'
GROUP BY severity;
