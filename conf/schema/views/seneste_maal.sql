-- Seneste prøvesvar pr. borger, én kolonne for hvert
-- A governed measure: one row per citizen with any of the answers; a column is NULL where there is none. Units as in laboratoriesvar.
SELECT
  pid,
  MAX(CASE WHEN begreb = 'HBA1C' THEN vaerdi_num END) AS hba1c_seneste,
  MAX(CASE WHEN begreb = 'LDL' THEN vaerdi_num END) AS ldl_seneste,
  MAX(CASE WHEN begreb = 'EGFR' THEN vaerdi_num END) AS egfr_seneste,
  MAX(CASE WHEN begreb = 'UACR' THEN vaerdi_num END) AS uacr_seneste
FROM seneste_vaerdi
WHERE begreb IN ('HBA1C', 'LDL', 'EGFR', 'UACR')
GROUP BY pid
