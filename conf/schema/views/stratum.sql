-- Sværhedsgrad 1-3 for diabetes og KOL efter den seneste værdi
-- One row per citizen with a diagnosis of DM (DM1, DM2, DM_ANDEN) or KOL that is not refuted and a latest value to judge by; a
-- citizen without one has no row. DM by HBA1C in mmol/mol: 1 below 53, 2 from 53 to 70, 3 above 70. KOL by FEV1_PCT in percent:
-- 1 from 50, 2 from 30 to below 50, 3 below 30.
SELECT
  v.pid, CAST('DM' AS VARCHAR(3)) AS sygdom, CASE WHEN v.vaerdi_num < 53 THEN 1 WHEN v.vaerdi_num <= 70 THEN 2 ELSE 3 END AS niveau
FROM seneste_vaerdi AS v
JOIN (
  SELECT DISTINCT pid FROM diagnose_effektiv
  WHERE begreb IN ('DM1', 'DM2', 'DM_ANDEN') AND NOT COALESCE(afkraeftet, FALSE)
) AS d ON d.pid = v.pid
WHERE v.begreb = 'HBA1C'
UNION ALL
SELECT
  m.pid, CAST('KOL' AS VARCHAR(3)) AS sygdom, CASE WHEN m.vaerdi_num >= 50 THEN 1 WHEN m.vaerdi_num >= 30 THEN 2 ELSE 3 END AS niveau
FROM seneste_maaling AS m
JOIN (
  SELECT DISTINCT pid FROM diagnose_effektiv WHERE begreb = 'KOL' AND NOT COALESCE(afkraeftet, FALSE)
) AS d ON d.pid = m.pid
WHERE m.begreb = 'FEV1_PCT'
