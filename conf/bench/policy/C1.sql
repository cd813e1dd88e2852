-- The practice's list.
SELECT cpr, koen, alder FROM borger
-- everything
SELECT cpr, koen, alder FROM borger WHERE pid IN (SELECT t.pid FROM gp_tilknytning t WHERE t.ydernr = '099001' AND t.gyldig_fra <= CURRENT_DATE
    AND (t.gyldig_til IS NULL OR t.gyldig_til >= CURRENT_DATE))
