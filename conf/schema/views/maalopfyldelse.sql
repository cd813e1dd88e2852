-- Om den seneste værdi når behandlingsmålet, pr. borger og mål
-- A governed measure: one row per pid and maal, of citizens with the disease (a diagnosis that is not refuted) and a latest value.
-- opfyldt is 1 or 0. DM: HBA1C below 53, 59 and 75 mmol/mol, LDL below 2.6, systolic pressure below 140 (135 at home); AKS (AKS, IHD):
-- LDL below 1.8; HT: systolic pressure below 140 (135 at home).
SELECT
  v.pid, d.sygdom || CAST('_HBA1C_53' AS VARCHAR(10)) AS maal, CASE WHEN v.vaerdi_num < 53 THEN 1 ELSE 0 END AS opfyldt
FROM seneste_vaerdi AS v
JOIN foelges_hos AS d ON d.pid = v.pid
WHERE v.begreb = 'HBA1C' AND d.sygdom = 'DM'
UNION ALL
SELECT v.pid, d.sygdom || CAST('_HBA1C_59' AS VARCHAR(10)) AS maal, CASE WHEN v.vaerdi_num < 59 THEN 1 ELSE 0 END AS opfyldt
FROM seneste_vaerdi AS v
JOIN foelges_hos AS d ON d.pid = v.pid
WHERE v.begreb = 'HBA1C' AND d.sygdom = 'DM'
UNION ALL
SELECT v.pid, d.sygdom || CAST('_HBA1C_75' AS VARCHAR(10)) AS maal, CASE WHEN v.vaerdi_num < 75 THEN 1 ELSE 0 END AS opfyldt
FROM seneste_vaerdi AS v
JOIN foelges_hos AS d ON d.pid = v.pid
WHERE v.begreb = 'HBA1C' AND d.sygdom = 'DM'
UNION ALL
SELECT
  v.pid, d.sygdom || CAST('_LDL' AS VARCHAR(10)) AS maal,
  CASE WHEN v.vaerdi_num < CASE d.sygdom WHEN 'AKS' THEN 1.8 ELSE 2.6 END THEN 1 ELSE 0 END AS opfyldt
FROM seneste_vaerdi AS v
JOIN foelges_hos AS d ON d.pid = v.pid
WHERE v.begreb = 'LDL' AND d.sygdom IN ('DM', 'AKS')
UNION ALL
SELECT
  m.pid, d.sygdom || CAST('_BT' AS VARCHAR(10)) AS maal,
  CASE WHEN m.vaerdi_num < CASE WHEN m.sted = 'hjemme' THEN 135 ELSE 140 END THEN 1 ELSE 0 END AS opfyldt
FROM seneste_maaling AS m
JOIN foelges_hos AS d ON d.pid = m.pid
WHERE m.begreb = 'BT_SYS' AND d.sygdom IN ('DM', 'HT')
