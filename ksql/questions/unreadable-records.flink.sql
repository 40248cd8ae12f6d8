-- Records that nobody could read
-- By topic and reason, as the analyzer notes them in the headers.
SELECT
  DECODE(headers['phleet.topic'], 'UTF-8') AS topic,
  DECODE(headers['phleet.reason'], 'UTF-8') AS reason,
  COUNT(*) AS records
FROM dead_letters
GROUP BY DECODE(headers['phleet.topic'], 'UTF-8'), DECODE(headers['phleet.reason'], 'UTF-8');
