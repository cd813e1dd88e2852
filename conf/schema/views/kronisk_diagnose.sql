-- Diagnoser af de fire kroniske sygdomme
-- One row per row of diagnose_effektiv that is not refuted and is of such a disease. sygdom of a concept
-- (conf/concepts/diagnose.yaml): DM = DM1, DM2, DM_ANDEN; KOL = KOL; AKS = AKS, IHD; HT = HT.
SELECT
  pid,
  CASE
    WHEN begreb IN ('DM1', 'DM2', 'DM_ANDEN') THEN CAST('DM' AS VARCHAR(3))
    WHEN begreb = 'KOL' THEN CAST('KOL' AS VARCHAR(3))
    WHEN begreb IN ('AKS', 'IHD') THEN CAST('AKS' AS VARCHAR(3))
    ELSE CAST('HT' AS VARCHAR(3))
  END AS sygdom,
  stillet_dato
FROM diagnose_effektiv
WHERE begreb IN ('DM1', 'DM2', 'DM_ANDEN', 'KOL', 'AKS', 'IHD', 'HT') AND NOT COALESCE(afkraeftet, FALSE)
