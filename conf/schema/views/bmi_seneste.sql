-- Seneste BMI, målt eller af seneste vægt og højde
-- A governed measure: one row per citizen with a BMI between 8 and 90 kg/m²: the latest one measured (begreb BMI), else the latest
-- weight by the latest height squared. bmi_klasse: undervaegt below 18.5, normal, overvaegt from 25, svaer from 30.
SELECT
  pid, bmi,
  CASE
    WHEN bmi < 18.5 THEN CAST('undervaegt' AS VARCHAR(10))
    WHEN bmi < 25 THEN CAST('normal' AS VARCHAR(10))
    WHEN bmi < 30 THEN CAST('overvaegt' AS VARCHAR(10))
    ELSE CAST('svaer' AS VARCHAR(10))
  END AS bmi_klasse,
  CASE WHEN bmi >= 30 THEN 1 ELSE 0 END AS er_svaert_overvaegtig
FROM (
  SELECT pid, CAST(COALESCE(maalt, vaegt * 10000 / (hoejde * hoejde)) AS DECIMAL(8, 2)) AS bmi
  FROM (
    SELECT
      pid,
      MAX(CASE WHEN begreb = 'BMI' THEN vaerdi_num END) AS maalt,
      MAX(CASE WHEN begreb = 'VAEGT' THEN vaerdi_num END) AS vaegt,
      MAX(CASE WHEN begreb = 'HOEJDE' AND vaerdi_num >= 30 THEN vaerdi_num END) AS hoejde
    FROM seneste_maaling
    WHERE begreb IN ('BMI', 'VAEGT', 'HOEJDE')
    GROUP BY pid
  ) AS m
) AS b
WHERE bmi BETWEEN 8 AND 90
