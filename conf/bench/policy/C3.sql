-- Patients with diabetes and where it was found.
SELECT b.cpr, d.kode_oprindelig, d.stillet_dato FROM borger b JOIN diagnose d ON d.pid = b.pid WHERE d.begreb = 'DM2'
-- everything
SELECT b.cpr, d.kode_oprindelig, d.stillet_dato FROM borger b JOIN diagnose d ON d.pid = b.pid WHERE d.begreb = 'DM2'
  AND b.pid IN (SELECT t.pid FROM gp_tilknytning t WHERE t.ydernr = '099001' AND t.gyldig_fra <= CURRENT_DATE
    AND (t.gyldig_til IS NULL OR t.gyldig_til >= CURRENT_DATE))
  AND d.pid IN (SELECT t.pid FROM gp_tilknytning t WHERE t.ydernr = '099001' AND t.gyldig_fra <= CURRENT_DATE
    AND (t.gyldig_til IS NULL OR t.gyldig_til >= CURRENT_DATE))
  AND NOT (d.pid IN (SELECT s.pid FROM samtykke s WHERE s.retning = 'spaer' AND (s.datakategori = 'alle' OR s.datakategori = 'diagnose')
    AND (s.gyldig_fra IS NULL OR s.gyldig_fra <= CURRENT_DATE) AND (s.gyldig_til IS NULL OR s.gyldig_til >= CURRENT_DATE)
    AND ((s.modtager_type = 'sektor' AND s.modtager_vaerdi = 'almen_praksis')
      OR (s.modtager_type = 'organisation' AND s.modtager_vaerdi = '099001')
      OR (s.modtager_type = 'person' AND s.modtager_vaerdi = 'laege-099001'))))
