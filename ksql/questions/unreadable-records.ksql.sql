-- Records that nobody could read
SELECT
  FROM_BYTES(header_topic, 'utf8') AS topic_name,
  FROM_BYTES(header_reason, 'utf8') AS reason,
  COUNT(*) AS records
FROM dead_letters
GROUP BY FROM_BYTES(header_topic, 'utf8'), FROM_BYTES(header_reason, 'utf8')
EMIT CHANGES;
