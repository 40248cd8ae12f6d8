-- Hosts that learn fastest
-- New lookahead pairs, those of every program together. Many on one host: it is new, or does what it never did.
SELECT
  host.name AS host,
  SUM(CARDINALITY(newDistances)) AS new_pairs,
  COUNT(DISTINCT executable.id) AS programs
FROM new_sequences
GROUP BY host.name
ORDER BY new_pairs DESC, host
LIMIT 10;
