-- Which versions of a path run where
-- From the history, since ksqlDB collects no sets from tables: versions that are gone are told, too.
SELECT
  executable->path AS path,
  COLLECT_SET(CONCAT(executable->id, ' on ', host->name)) AS versions
FROM profile_states_history
GROUP BY executable->path
HAVING ARRAY_LENGTH(COLLECT_SET(executable->id)) > 1
EMIT CHANGES;
