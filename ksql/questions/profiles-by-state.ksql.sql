-- Profiles of each host by state
SELECT
  host->name AS host_name,
  COUNT(*) AS profiles,
  SUM(CASE WHEN state = 'NORMAL' THEN 1 ELSE 0 END) AS normal,
  SUM(CASE WHEN state = 'FROZEN' THEN 1 ELSE 0 END) AS frozen,
  SUM(CASE WHEN state = 'TRAINING' THEN 1 ELSE 0 END) AS training
FROM profile_states
GROUP BY host->name
EMIT CHANGES;
