-- Which calls surprise, and how often
SELECT
  `WINDOW`[1]->name AS call_name,
  COUNT(*) AS anomalies,
  SUM(CASE WHEN raisedByScore AND NOT raisedByPairs THEN 1 ELSE 0 END) AS by_score_only
FROM anomalies
GROUP BY `WINDOW`[1]->name
EMIT CHANGES;
