-- D01 Kommunale indsatser efter paragraf
SELECT paragraf, COUNT(DISTINCT pid) AS borgere, COUNT(*) AS antal FROM kommunal_indsats GROUP BY paragraf;
-- D02 Indsatser pr. kommune og paragraf
SELECT kommunekode, paragraf, COUNT(DISTINCT pid) AS borgere FROM kommunal_indsats GROUP BY kommunekode, paragraf;
-- D03 Sygepleje til borgere med KOL (D8)
SELECT i.kommunekode, COUNT(DISTINCT i.pid) AS borgere FROM kommunal_indsats i WHERE i.paragraf = 'SUL138'
AND i.pid IN (SELECT pid FROM diagnose_effektiv WHERE begreb = 'KOL') GROUP BY i.kommunekode;
-- D04 Forebyggelsesforløb efter § 119 til borgere med diabetes
SELECT i.kommunekode, i.status, COUNT(DISTINCT i.pid) AS borgere FROM kommunal_indsats i WHERE i.paragraf = 'SUL119'
AND i.pid IN (SELECT pid FROM diagnose_effektiv WHERE begreb IN ('DM1', 'DM2', 'DM_ANDEN')) GROUP BY i.kommunekode, i.status;
-- D05 Indlæggelser hos borgere med hjemmesygepleje (D5)
SELECT b.kommunekode, COUNT(DISTINCT l.pid) AS borgere, COUNT(*) AS antal FROM indlaeggelse l JOIN borger b ON b.pid = l.pid
WHERE l.pid IN (SELECT pid FROM kommunal_indsats WHERE paragraf = 'SUL138') GROUP BY b.kommunekode;
-- D06 Borgere med aktiv indsats i dag
SELECT kommunekode, COUNT(DISTINCT pid) AS borgere FROM kommunal_indsats WHERE start_dato <= CURRENT_DATE
AND (slut_dato IS NULL OR slut_dato >= CURRENT_DATE) GROUP BY kommunekode;
-- D07 Tilstande efter begreb og niveau
SELECT fsiii_begreb, niveau, COUNT(DISTINCT pid) AS borgere FROM kommunal_tilstand GROUP BY fsiii_begreb, niveau;
-- D08 Indsatser påbegyndt pr. kvartal
SELECT FLOOR(start_dato TO QUARTER) AS kvartal, paragraf, COUNT(DISTINCT pid) AS borgere FROM kommunal_indsats
GROUP BY FLOOR(start_dato TO QUARTER), paragraf;
-- D09 Vaccinationer efter vaccine og sted
SELECT vaccine_navn, givet_sted_type, COUNT(DISTINCT pid) AS borgere FROM vaccination GROUP BY vaccine_navn, givet_sted_type;
-- D10 Influenzavaccinerede på 65 år og derover pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT v.pid) AS borgere FROM vaccination v JOIN borger b ON b.pid = v.pid
WHERE v.vaccine_navn = 'Influenza' AND b.alder >= 65 AND v.given_dato >= DATE '2026-09-01' GROUP BY b.kommunekode;
-- D11 Børnevaccinationer efter alder (D12)
SELECT b.alder / 5 * 5 AS alder, v.vaccine_navn, COUNT(DISTINCT v.pid) AS borgere FROM vaccination v JOIN borger b ON b.pid = v.pid
WHERE b.alder < 20 GROUP BY b.alder / 5 * 5, v.vaccine_navn;
-- D12 Honorar pr. ydelse (D4)
SELECT ydelse_nr, COUNT(DISTINCT pid) AS borgere, COUNT(*) AS antal, SUM(beloeb) AS sum_beloeb FROM ydelse GROUP BY ydelse_nr;
-- D13 Honorar pr. ydelse og år
SELECT aar, ydelse_nr, COUNT(DISTINCT pid) AS borgere, SUM(beloeb) AS sum_beloeb FROM ydelse GROUP BY aar, ydelse_nr;
-- D14 Honorar pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT y.pid) AS borgere, SUM(y.beloeb) AS sum_beloeb FROM ydelse y JOIN borger b ON b.pid = y.pid GROUP BY b.kommunekode;
-- D15 Årskontrolydelser pr. praksis under pseudonym (C8)
SELECT ydernr, COUNT(DISTINCT pid) AS borgere, COUNT(*) AS antal FROM ydelse WHERE ydelse_nr = '0120' GROUP BY ydernr;
-- D16 Hvad borgere med diabetes koster i almen praksis (C6)
SELECT s.niveau, COUNT(DISTINCT y.pid) AS borgere, SUM(y.beloeb) AS sum_beloeb FROM ydelse y JOIN stratum s ON s.pid = y.pid
WHERE s.sygdom = 'DM' AND y.aar = 2025 GROUP BY s.niveau;
-- D17 Det største honorar pr. ydelse
SELECT ydelse_nr, COUNT(DISTINCT pid) AS borgere, MAX(beloeb) AS maks FROM ydelse GROUP BY ydelse_nr;
-- D18 Ydelser pr. borger
SELECT n, COUNT(DISTINCT pid) AS borgere FROM (SELECT pid, COUNT(*) AS n FROM ydelse WHERE aar = 2025 GROUP BY pid) x GROUP BY n;
-- D19 Kvinder og mænd i samme række
SELECT kommunekode, COUNT(DISTINCT pid) AS borgere, SUM(CASE WHEN koen = 'K' THEN 1 ELSE 0 END) AS kvinder FROM borger GROUP BY kommunekode;
-- D20 Tilmeldte pr. praksis i dag, under pseudonym
SELECT ydernr, COUNT(DISTINCT pid) AS borgere FROM gp_tilknytning WHERE gyldig_fra <= CURRENT_DATE
AND (gyldig_til IS NULL OR gyldig_til >= CURRENT_DATE) GROUP BY ydernr;
-- D21 Andel diabetikere pr. praksis under pseudonym (A6)
SELECT t.ydernr, COUNT(DISTINCT t.pid) AS borgere FROM gp_tilknytning t WHERE t.pid IN (SELECT pid FROM diagnose_effektiv
WHERE begreb IN ('DM1', 'DM2', 'DM_ANDEN')) GROUP BY t.ydernr;
-- D22 Operationer efter begreb
SELECT begreb, COUNT(DISTINCT pid) AS borgere FROM "procedure" GROUP BY begreb;
-- D23 Kommuner med flest KOL-patienter
SELECT kommunekode, COUNT(DISTINCT pid) AS borgere FROM sygdomspopulation WHERE sygdom = 'KOL' GROUP BY kommunekode ORDER BY 2 DESC LIMIT 5;
-- D24 Andel af borgerne med diabetes pr. kommune
SELECT a.kommunekode, a.borgere, 100.0 * d.syge / a.borgere AS andel FROM (SELECT kommunekode, COUNT(DISTINCT pid) AS borgere FROM borger
GROUP BY kommunekode) a JOIN (SELECT kommunekode, COUNT(DISTINCT pid) AS syge FROM sygdomspopulation WHERE sygdom = 'DM'
GROUP BY kommunekode) d ON d.kommunekode = a.kommunekode;
-- D25 Borgere pr. kommune med totaler
SELECT kommunekode, koen, COUNT(DISTINCT pid) AS borgere FROM borger GROUP BY ROLLUP (kommunekode, koen);
