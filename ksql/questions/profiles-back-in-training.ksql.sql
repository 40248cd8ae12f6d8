-- Profiles that went from normal back to training
SELECT
  host->name AS host_name,
  executable->path AS path,
  reason,
  COUNT(*) AS times
FROM profile_states_history
WHERE previousState = 'NORMAL' AND state = 'TRAINING'
GROUP BY host->name, executable->path, reason
EMIT CHANGES;
