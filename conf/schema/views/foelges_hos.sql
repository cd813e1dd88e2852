-- Hvor en kronisk sygdom følges: hospital, almen_praksis, begge eller ingen, de seneste 18 måneder
-- One row per pid and sygdom (as in kronisk_diagnose) with a diagnosis that is not refuted. hospital: a kontrol at a hospital
-- on or after today minus 18 months; almen_praksis: one in general practice; begge: both; ingen: neither.
SELECT
  pid, sygdom,
  CASE
    WHEN MAX(hospital) = 1 AND MAX(praksis) = 1 THEN CAST('begge' AS VARCHAR(13))
    WHEN MAX(hospital) = 1 THEN CAST('hospital' AS VARCHAR(13))
    WHEN MAX(praksis) = 1 THEN CAST('almen_praksis' AS VARCHAR(13))
    ELSE CAST('ingen' AS VARCHAR(13))
  END AS foelges_hos
FROM (
  SELECT pid, sygdom, 1 AS diagnose, 0 AS hospital, 0 AS praksis FROM kronisk_diagnose
  UNION ALL
  SELECT
    pid, sygdom, 0 AS diagnose,
    CASE WHEN kontrol_sted_type = 'hospital' THEN 1 ELSE 0 END AS hospital,
    CASE WHEN kontrol_sted_type = 'praksis' THEN 1 ELSE 0 END AS praksis
  FROM kontrol
  WHERE kontrol_dato >= CURRENT_DATE - INTERVAL '18' MONTH
) AS f
GROUP BY pid, sygdom
HAVING MAX(diagnose) = 1
