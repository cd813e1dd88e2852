-- Seneste værdier over eller under en alarmgrænse
-- One row per citizen and rule whose condition the latest value meets (seneste_vaerdi, seneste_maaling), whatever the diagnoses:
--   HBA1C_75 HBA1C >= 75 mmol/mol    EGFR_60 EGFR < 60 mL/min     UACR_30 UACR >= 30 mg/g
--   BT_160   BT_SYS >= 160 mmHg      BT_100  BT_DIA >= 100 mmHg   (5 mmHg lower for one taken at home)
--   FEV1_50  FEV1_PCT < 50 %         MRC_3   MRC >= 3             CAT_10  CAT >= 10
-- An answer with an operator counts where it proves the crossing: '<' never for a lower limit, '>' never for an upper one.
-- siden is the date of that value.
SELECT
  pid,
  CASE
    WHEN begreb = 'HBA1C' THEN CAST('HBA1C_75' AS VARCHAR(8))
    WHEN begreb = 'EGFR' THEN CAST('EGFR_60' AS VARCHAR(8))
    ELSE CAST('UACR_30' AS VARCHAR(8))
  END AS regel,
  begreb, vaerdi_num, proevetagning_tid AS tidspunkt, CAST(proevetagning_tid AS DATE) AS siden
FROM seneste_vaerdi
WHERE (begreb = 'HBA1C' AND vaerdi_num >= 75 AND COALESCE(operator, '=') <> '<')
  OR (begreb = 'EGFR' AND vaerdi_num < 60 AND COALESCE(operator, '=') <> '>')
  OR (begreb = 'UACR' AND vaerdi_num >= 30 AND COALESCE(operator, '=') <> '<')
UNION ALL
SELECT
  pid,
  CASE
    WHEN begreb = 'BT_SYS' THEN CAST('BT_160' AS VARCHAR(8))
    WHEN begreb = 'BT_DIA' THEN CAST('BT_100' AS VARCHAR(8))
    WHEN begreb = 'FEV1_PCT' THEN CAST('FEV1_50' AS VARCHAR(8))
    WHEN begreb = 'MRC' THEN CAST('MRC_3' AS VARCHAR(8))
    ELSE CAST('CAT_10' AS VARCHAR(8))
  END AS regel,
  begreb, vaerdi_num, tidspunkt, CAST(tidspunkt AS DATE) AS siden
FROM seneste_maaling
WHERE (begreb = 'BT_SYS' AND vaerdi_num >= CASE WHEN sted = 'hjemme' THEN 155 ELSE 160 END)
  OR (begreb = 'BT_DIA' AND vaerdi_num >= CASE WHEN sted = 'hjemme' THEN 95 ELSE 100 END)
  OR (begreb = 'FEV1_PCT' AND vaerdi_num < 50)
  OR (begreb = 'MRC' AND vaerdi_num >= 3)
  OR (begreb = 'CAT' AND vaerdi_num >= 10)
