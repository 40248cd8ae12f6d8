-- The ten programs with the most anomalies
-- ksqlDB does not sort: every program, as its count changes.
SELECT
  executable->path AS path,
  COUNT(*) AS sent,
  SUM(heldBack) AS held_back,
  MAX(lfc) AS highest_lfc
FROM anomalies
GROUP BY executable->path
EMIT CHANGES;
