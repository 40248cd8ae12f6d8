-- The largest profiles
-- ksqlDB does not sort.
SELECT
  host->name AS host_name,
  executable->path AS path,
  ARRAY_LENGTH(calls) AS calls,
  ARRAY_LENGTH(pairs) AS pairs_of_calls
FROM profile_pairs
EMIT CHANGES;
