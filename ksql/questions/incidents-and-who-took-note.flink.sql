-- Open incidents, and who took note
-- From the topic acknowledgements, so that it is known at once.
SELECT
  i.id,
  i.severity,
  i.title,
  a.`by` AS noted_by,
  a.note
FROM incidents AS i
LEFT JOIN acknowledgements AS a ON i.record_key = a.record_key
WHERE i.status <> 'CLOSED';
