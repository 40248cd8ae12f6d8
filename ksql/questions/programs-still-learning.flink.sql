-- Programs that the fleet has not learned yet
-- With what was new to the whole fleet in the last day; outliers are the hosts that differ most.
SELECT
  executableId AS executable,
  paths[1] AS path,
  hosts,
  newPairsLastDay AS new_pairs,
  CARDINALITY(outliers) AS outliers
FROM fleet_profiles
WHERE NOT converged
ORDER BY new_pairs DESC, executable
LIMIT 10;
