-- Programs that the fleet has not learned yet
-- ksqlDB does not sort.
SELECT
  executableId AS executable_id,
  paths[1] AS path,
  hosts,
  newPairsLastDay AS new_pairs,
  ARRAY_LENGTH(outliers) AS outliers
FROM fleet_profiles
WHERE NOT converged
EMIT CHANGES;
