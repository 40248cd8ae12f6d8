-- Open incidents, and who took note
SELECT
  i.record_key AS incident_id,
  i.severity,
  i.title,
  a.`BY` AS noted_by,
  a.note
FROM incidents i
LEFT JOIN acknowledgements a ON i.record_key = a.record_key
WHERE i.status <> 'CLOSED'
EMIT CHANGES;
