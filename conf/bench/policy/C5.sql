-- Vaccinations of the patients.
SELECT vaccine_kode, COUNT(*) AS n FROM vaccination GROUP BY vaccine_kode
-- everything
SELECT vaccine_kode, COUNT(*) AS n FROM vaccination WHERE pid IN (SELECT t.pid FROM gp_tilknytning t WHERE t.ydernr = '099001' AND t.gyldig_fra <= CURRENT_DATE
    AND (t.gyldig_til IS NULL OR t.gyldig_til >= CURRENT_DATE))
  AND NOT (pid IN (SELECT s.pid FROM samtykke s WHERE s.retning = 'spaer' AND (s.datakategori = 'alle' OR s.datakategori = 'vaccination')
    AND (s.gyldig_fra IS NULL OR s.gyldig_fra <= CURRENT_DATE) AND (s.gyldig_til IS NULL OR s.gyldig_til >= CURRENT_DATE)
    AND ((s.modtager_type = 'sektor' AND s.modtager_vaerdi = 'almen_praksis')
      OR (s.modtager_type = 'organisation' AND s.modtager_vaerdi = '099001')
      OR (s.modtager_type = 'person' AND s.modtager_vaerdi = 'laege-099001'))))
GROUP BY vaccine_kode
