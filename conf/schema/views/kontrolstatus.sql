-- Kontrol af kronisk sygdom: til tiden, overskredet eller aldrig
-- A governed measure: one row per pid and sygdom (as in foelges_hos). kontrolstatus: rettidig, the latest kontrol is at most 365 days
-- old; overskredet, it is older; aldrig, there is none. dage_siden_kontrol counts from it and is NULL without one.
SELECT
  f.pid, f.sygdom, f.foelges_hos,
  CASE
    WHEN k.kontrol_dato IS NULL THEN CAST('aldrig' AS VARCHAR(11))
    WHEN k.kontrol_dato >= CURRENT_DATE - INTERVAL '365' DAY THEN CAST('rettidig' AS VARCHAR(11))
    ELSE CAST('overskredet' AS VARCHAR(11))
  END AS kontrolstatus,
  CASE WHEN k.kontrol_dato >= CURRENT_DATE - INTERVAL '365' DAY THEN 1 ELSE 0 END AS er_rettidig,
  TIMESTAMPDIFF(DAY, k.kontrol_dato, CURRENT_DATE) AS dage_siden_kontrol
FROM foelges_hos AS f
LEFT JOIN senest_kontrol AS k ON k.pid = f.pid AND k.sygdom = f.sygdom
