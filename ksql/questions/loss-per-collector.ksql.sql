-- What each collector lost
-- One row a collector, with all that it lost in it: ksqlDB takes no array of a table apart.
SELECT
  host->name AS host_name,
  FILTER(losses, l => l->count > 0) AS lost
FROM collectors
WHERE ARRAY_LENGTH(FILTER(losses, l => l->count > 0)) > 0
EMIT CHANGES;
