-- Diagnoser hvor almen praksis og hospital er uenige, til afklaring; begge koder bliver stående i diagnose
-- One row per citizen and pair of diseases that are easily mixed up, where practices hold only the one and hospitals only the
-- other: DM (DM1 or DM2) and KOL (KOL or ASTMA). Refuted diagnoses do not count; who has both in one sector is in no
-- disagreement. praksis_siden and hospital_siden are the first days on which each was written down.
SELECT
  pid, sygdom,
  praksis_foerste AS praksis_begreb, hospital_foerste AS hospital_begreb, praksis_siden, hospital_siden
FROM (
  SELECT
    pid, sygdom,
    MIN(CASE WHEN kodesystem = 'ICPC2' THEN begreb END) AS praksis_foerste,
    MAX(CASE WHEN kodesystem = 'ICPC2' THEN begreb END) AS praksis_sidste,
    MIN(CASE WHEN kodesystem = 'SKS' THEN begreb END) AS hospital_foerste,
    MAX(CASE WHEN kodesystem = 'SKS' THEN begreb END) AS hospital_sidste,
    MIN(CASE WHEN kodesystem = 'ICPC2' THEN stillet_dato END) AS praksis_siden,
    MIN(CASE WHEN kodesystem = 'SKS' THEN stillet_dato END) AS hospital_siden
  FROM (
    SELECT
      pid, kodesystem, begreb, stillet_dato,
      CASE WHEN begreb IN ('DM1', 'DM2') THEN CAST('DM' AS VARCHAR(3)) ELSE CAST('KOL' AS VARCHAR(3)) END AS sygdom
    FROM diagnose_effektiv
    WHERE begreb IN ('DM1', 'DM2', 'KOL', 'ASTMA') AND NOT COALESCE(afkraeftet, FALSE)
  ) AS d
  GROUP BY pid, sygdom
) AS s
WHERE praksis_foerste = praksis_sidste AND hospital_foerste = hospital_sidste AND praksis_foerste <> hospital_foerste
