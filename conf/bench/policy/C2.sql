-- A year's HbA1c of the practice's patients.
SELECT proeve_id, vaerdi_num, proevetagning_tid FROM laboratoriesvar
WHERE begreb = 'HBA1C' AND proevetagning_tid >= TIMESTAMP '2025-11-23 00:00:00'
-- everything
SELECT proeve_id, vaerdi_num, proevetagning_tid FROM laboratoriesvar
WHERE begreb = 'HBA1C' AND proevetagning_tid >= TIMESTAMP '2025-11-23 00:00:00'
  AND pid IN (SELECT t.pid FROM gp_tilknytning t WHERE t.ydernr = '099001' AND t.gyldig_fra <= CURRENT_DATE
    AND (t.gyldig_til IS NULL OR t.gyldig_til >= CURRENT_DATE))
  AND NOT (pid IN (SELECT s.pid FROM samtykke s WHERE s.retning = 'spaer' AND (s.datakategori = 'alle' OR s.datakategori = 'laboratorie')
    AND (s.gyldig_fra IS NULL OR s.gyldig_fra <= CURRENT_DATE) AND (s.gyldig_til IS NULL OR s.gyldig_til >= CURRENT_DATE)
    AND ((s.modtager_type = 'sektor' AND s.modtager_vaerdi = 'almen_praksis')
      OR (s.modtager_type = 'organisation' AND s.modtager_vaerdi = '099001')
      OR (s.modtager_type = 'person' AND s.modtager_vaerdi = 'laege-099001'))))
