-- Profiles that never settle
-- Still in training a day after their first call: programs that do something new all the time.
SELECT
  host.name AS host,
  executable.path AS path,
  (time_us - firstSeen_us) / 3600000000 AS hours,
  counters.calls AS calls,
  counters.lastModCount AS calls_since_novelty
FROM profile_states
WHERE state = 'TRAINING' AND NOT ignored AND time_us - firstSeen_us > 86400000000;
