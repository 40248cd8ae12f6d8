-- Executables that are anomalous on more than one host
-- The same file (its SHA-256) misbehaves in several places: an update, or an attack that spreads.
SELECT
  executable.id AS executable,
  MAX(executable.path) AS path,
  COUNT(DISTINCT record_key) AS hosts,
  COUNT(*) AS anomalies
FROM anomalies
GROUP BY executable.id
HAVING COUNT(DISTINCT record_key) > 1;
