-- Who started the processes that misbehave
-- Command name of the nearest ancestor: a shell below a web server is another matter than one below sshd.
SELECT
  COALESCE(process.ancestry[1].comm, '(unknown)') AS parent,
  executable.path AS path,
  COUNT(*) AS anomalies
FROM anomalies
GROUP BY COALESCE(process.ancestry[1].comm, '(unknown)'), executable.path;
