-- Akutte genindlæggelser 4 timer til 30 dage efter en udskrivning
-- A citizen's hospital admissions (kontaktform indlaeggelse) in order of start_tid, slut_tid (missing last), kilde, kilde_id. One
-- row for each acute admission that starts at least 4 hours and at most 30 days after the end of the admission before it; the
-- cause need not be the same. A gap below 4 hours is a transfer. org_id and aarsag_begreb are of the readmission; aarsag_begreb
-- is the concept of its action diagnosis (aarsag_kode, SKS), NULL without one.
SELECT
  pid, udskrivning_tid, genindlaeggelse_tid, org_id, begreb('diagnose', 'SKS', aarsag_kode) AS aarsag_begreb
FROM (
  SELECT
    pid, org_id, prioritet, aarsag_kode, start_tid AS genindlaeggelse_tid,
    LAG(slut_tid) OVER (PARTITION BY pid ORDER BY start_tid, slut_tid NULLS LAST, kilde, kilde_id) AS udskrivning_tid
  FROM kontakt
  WHERE sektor = 'hospital' AND kontaktform = 'indlaeggelse' AND start_tid IS NOT NULL
) AS k
WHERE prioritet = 'akut'
  AND genindlaeggelse_tid >= udskrivning_tid + INTERVAL '4' HOUR
  AND genindlaeggelse_tid <= udskrivning_tid + INTERVAL '30' DAY
