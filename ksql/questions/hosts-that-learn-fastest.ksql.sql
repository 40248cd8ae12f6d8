-- Hosts that learn fastest
-- ksqlDB does not sort, and COUNT_DISTINCT is an estimate.
SELECT
  host->name AS host_name,
  SUM(ARRAY_LENGTH(newDistances)) AS new_pairs,
  COUNT_DISTINCT(executable->id) AS programs
FROM new_sequences
GROUP BY host->name
EMIT CHANGES;
