-- Profiles that never settle
SELECT
  host->name AS host_name,
  executable->path AS path,
  (time - firstSeen) / 3600000000 AS hours_in_training,
  counters->calls AS calls,
  counters->lastModCount AS calls_since_novelty
FROM profile_states
WHERE state = 'TRAINING' AND NOT ignored AND time - firstSeen > 86400000000
EMIT CHANGES;
