-- Which versions of a path run where
-- Only paths with more than one version: hosts not yet updated, or a file that somebody replaced.
SELECT
  executable.path AS path,
  ARRAY_SORT(ARRAY_AGG(DISTINCT executable.id || ' on ' || host.name)) AS versions
FROM profile_states
GROUP BY executable.path
HAVING COUNT(DISTINCT executable.id) > 1;
