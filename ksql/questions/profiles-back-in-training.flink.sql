-- Profiles that went from normal back to training
-- By reason: too many anomalies, a task over the tolerize limit, or an administrator.
SELECT
  host.name AS host,
  executable.path AS path,
  reason,
  COUNT(*) AS times
FROM profile_states_history
WHERE previousState = 'NORMAL' AND state = 'TRAINING'
GROUP BY host.name, executable.path, reason;
