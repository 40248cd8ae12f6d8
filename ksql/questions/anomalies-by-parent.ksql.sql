-- Who started the processes that misbehave
SELECT
  COALESCE(process->ancestry[1]->comm, '(unknown)') AS parent,
  executable->path AS path,
  COUNT(*) AS anomalies
FROM anomalies
GROUP BY COALESCE(process->ancestry[1]->comm, '(unknown)'), executable->path
EMIT CHANGES;
