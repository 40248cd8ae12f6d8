-- Which calls surprise, and how often
-- The newest call of each anomalous window; an anomaly that only the score raised has no missing pair.
SELECT
  `window`[1].name AS `call`,
  COUNT(*) AS anomalies,
  SUM(CASE WHEN raisedByScore AND NOT raisedByPairs THEN 1 ELSE 0 END) AS by_score_only
FROM anomalies
GROUP BY `window`[1].name;
