-- Indlæggelser med liggetid, og om de er genindlæggelser eller forebyggelige
-- A governed measure: one row per hospital admission with a start (as in genindlaeggelse). liggetid_dage counts midnights and is
-- NULL while it lasts. er_genindlagt_30d: acute, 4 hours to 30 days after the end of the admission before it; FALSE for a first
-- admission, NULL only if the end of the one before or the priority is not known and decides. er_forebyggelig: acute,
-- 65 years or more on that day, action diagnosis dehydration (DE86), constipation (DK590), pneumonia (DJ13-DJ18), urinary infection
-- (DN30, DN390), COPD (DJ44) or pressure ulcer (DL89); NULL only if one of these is not known and decides. begreb is the concept of the action diagnosis, NULL without one.
SELECT
  k.pid, k.start_tid, k.slut_tid, k.prioritet, k.org_id, begreb('diagnose', 'SKS', k.aarsag_kode) AS begreb,
  TIMESTAMPDIFF(DAY, CAST(k.start_tid AS DATE), CAST(k.slut_tid AS DATE)) AS liggetid_dage,
  CASE
    WHEN k.forrige_start IS NULL THEN FALSE
    ELSE k.prioritet = 'akut'
      AND k.start_tid >= k.forrige_slut + INTERVAL '4' HOUR
      AND k.start_tid <= k.forrige_slut + INTERVAL '30' DAY
  END AS er_genindlagt_30d,
  k.prioritet = 'akut'
    AND b.foedselsdato <= CAST(k.start_tid AS DATE) - INTERVAL '65' YEAR
    AND (
      SUBSTRING(k.aarsag_kode FROM 1 FOR 4) IN ('DE86', 'DJ13', 'DJ14', 'DJ15', 'DJ16', 'DJ17', 'DJ18', 'DJ44', 'DL89', 'DN30')
      OR SUBSTRING(k.aarsag_kode FROM 1 FOR 5) IN ('DK590', 'DN390')) AS er_forebyggelig
FROM (
  SELECT
    pid, org_id, prioritet, aarsag_kode, start_tid, slut_tid,
    LAG(slut_tid) OVER (PARTITION BY pid ORDER BY start_tid, slut_tid NULLS LAST, kilde, kilde_id) AS forrige_slut,
    LAG(start_tid) OVER (PARTITION BY pid ORDER BY start_tid, slut_tid NULLS LAST, kilde, kilde_id) AS forrige_start
  FROM kontakt
  WHERE sektor = 'hospital' AND kontaktform = 'indlaeggelse' AND start_tid IS NOT NULL
) AS k
JOIN borger AS b ON b.pid = k.pid
