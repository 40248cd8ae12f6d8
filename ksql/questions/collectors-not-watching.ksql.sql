-- Collectors that watch nothing
SELECT
  host->name AS host_name,
  phase,
  monitoring,
  trainOnly AS train_only,
  FROM_UNIXTIME(time / 1000) AS last_heard
FROM collectors
WHERE phase = 'STOPPED' OR NOT monitoring OR trainOnly
EMIT CHANGES;
