-- The largest profiles
-- How many distinct calls a profile knows, and how many pairs of two calls that came within one window.
SELECT
  host.name AS host,
  executable.path AS path,
  CARDINALITY(calls) AS calls,
  CARDINALITY(pairs) AS pairs_of_calls
FROM profile_pairs
ORDER BY pairs_of_calls DESC, host, path
LIMIT 10;
