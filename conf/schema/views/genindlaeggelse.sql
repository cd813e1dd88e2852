-- Akutte genindlæggelser 4 timer til 30 dage efter en udskrivning
-- A citizen's hospital admissions (kontaktform indlaeggelse) in order of start_tid, slut_tid (missing last), kilde, kilde_id. One
-- row for each acute admission that starts at least 4 hours and at most 30 days after the end of the admission before it; the
-- cause need not be the same. A gap below 4 hours is a transfer. org_id and aarsag_begreb are of the readmission; aarsag_begreb
-- is the concept of its action diagnosis (diagnosetype A; the first by name if there were several, NULL without one).
SELECT k.pid, k.udskrivning_tid, k.genindlaeggelse_tid, k.org_id, a.begreb AS aarsag_begreb
FROM (
  SELECT
    pid, kontakt_id, kilde, org_id, prioritet, start_tid AS genindlaeggelse_tid,
    LAG(slut_tid) OVER (PARTITION BY pid ORDER BY start_tid, slut_tid NULLS LAST, kilde, kilde_id) AS udskrivning_tid
  FROM kontakt
  WHERE sektor = 'hospital' AND kontaktform = 'indlaeggelse' AND start_tid IS NOT NULL
) AS k
LEFT JOIN (
  SELECT pid, kontakt_id, kilde, MIN(begreb) AS begreb
  FROM diagnose_effektiv
  WHERE diagnosetype = 'A' AND kontakt_id IS NOT NULL
  GROUP BY pid, kontakt_id, kilde
) AS a ON a.pid = k.pid AND a.kontakt_id = k.kontakt_id AND a.kilde = k.kilde
WHERE k.prioritet = 'akut'
  AND k.genindlaeggelse_tid >= k.udskrivning_tid + INTERVAL '4' HOUR
  AND k.genindlaeggelse_tid <= k.udskrivning_tid + INTERVAL '30' DAY
