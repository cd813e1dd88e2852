-- Borgere med kronisk sygdom, og hvem de er
-- A governed measure: one row per pid and sygdom (as in foelges_hos) of citizens who live (no doed_dato). aktiv_fra is the first date
-- of a diagnosis; aldersgruppe is five years wide, 95+ at the end.
SELECT
  d.pid, d.sygdom, d.aktiv_fra, b.koen, b.alder, b.kommunekode,
  CASE b.alder / 5
    WHEN 0 THEN '00-04' WHEN 1 THEN '05-09' WHEN 2 THEN '10-14' WHEN 3 THEN '15-19' WHEN 4 THEN '20-24'
    WHEN 5 THEN '25-29' WHEN 6 THEN '30-34' WHEN 7 THEN '35-39' WHEN 8 THEN '40-44' WHEN 9 THEN '45-49'
    WHEN 10 THEN '50-54' WHEN 11 THEN '55-59' WHEN 12 THEN '60-64' WHEN 13 THEN '65-69' WHEN 14 THEN '70-74'
    WHEN 15 THEN '75-79' WHEN 16 THEN '80-84' WHEN 17 THEN '85-89' WHEN 18 THEN '90-94' ELSE '95+'
  END AS aldersgruppe
FROM (
  SELECT pid, sygdom, MIN(stillet_dato) AS aktiv_fra
  FROM kronisk_diagnose
  GROUP BY pid, sygdom
) AS d
JOIN borger AS b ON b.pid = d.pid
WHERE b.doed_dato IS NULL
