-- What each collector lost
-- Since its start, and only what is not zero. Stage and kind are explained in collector/README.md.
SELECT
  c.host.name AS host,
  l.stage,
  l.kind,
  l.`count` AS lost
FROM collectors AS c
CROSS JOIN UNNEST(c.losses) AS l (stage, kind, `count`)
WHERE l.`count` > 0;
