-- Profiles of each host by state
-- How much of a host is watched already: only normal profiles raise anomalies.
SELECT
  host.name AS host,
  COUNT(*) AS profiles,
  SUM(CASE WHEN state = 'NORMAL' THEN 1 ELSE 0 END) AS normal,
  SUM(CASE WHEN state = 'FROZEN' THEN 1 ELSE 0 END) AS frozen,
  SUM(CASE WHEN state = 'TRAINING' THEN 1 ELSE 0 END) AS training
FROM profile_states
GROUP BY host.name;
