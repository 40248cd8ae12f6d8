-- Collectors that watch nothing
-- Stopped in order, switched off, or in a dry start; a collector that fell silent is an incident (SILENCE).
SELECT
  host.name AS host,
  phase,
  monitoring,
  trainOnly AS train_only,
  `time` AS last_heard
FROM collectors
WHERE phase = 'STOPPED' OR NOT monitoring OR trainOnly;
