-- The ten programs with the most anomalies
-- By path, over all hosts; how many the collectors held back is told apart.
SELECT
  executable.path AS path,
  COUNT(*) AS sent,
  SUM(heldBack) AS held_back,
  MAX(lfc) AS highest_lfc
FROM anomalies
GROUP BY executable.path
ORDER BY sent DESC, path
LIMIT 10;
