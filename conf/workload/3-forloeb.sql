-- C01 Kontrol til tiden, pr. sygdom
SELECT sygdom, kontrolstatus, COUNT(DISTINCT pid) AS borgere FROM kontrolstatus GROUP BY sygdom, kontrolstatus;
-- C02 Overskredet årskontrol for diabetes pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT k.pid) AS borgere FROM kontrolstatus k JOIN borger b ON b.pid = k.pid
WHERE k.sygdom = 'DM' AND k.kontrolstatus = 'overskredet' GROUP BY b.kommunekode;
-- C03 Aldrig kontrolleret KOL efter alder
SELECT s.aldersgruppe, COUNT(DISTINCT k.pid) AS borgere FROM kontrolstatus k JOIN sygdomspopulation s ON s.pid = k.pid
WHERE k.sygdom = 'KOL' AND k.kontrolstatus = 'aldrig' AND s.sygdom = 'KOL' GROUP BY s.aldersgruppe;
-- C04 Andel med kontrol til tiden pr. kommune, diabetes
SELECT b.kommunekode, COUNT(DISTINCT k.pid) AS borgere, SUM(k.er_rettidig) AS rettidig FROM kontrolstatus k JOIN borger b ON b.pid = k.pid
WHERE k.sygdom = 'DM' GROUP BY b.kommunekode;
-- C05 Dage siden sidste kontrol
SELECT sygdom, COUNT(DISTINCT pid) AS borgere, AVG(dage_siden_kontrol) AS gns FROM kontrolstatus GROUP BY sygdom;
-- C06 Hvor diabetes følges (A10)
SELECT foelges_hos, COUNT(DISTINCT pid) AS borgere FROM foelges_hos WHERE sygdom = 'DM' GROUP BY foelges_hos;
-- C07 Dobbelte forløb pr. kommune (C13)
SELECT b.kommunekode, f.sygdom, COUNT(DISTINCT f.pid) AS borgere FROM foelges_hos f JOIN borger b ON b.pid = f.pid
WHERE f.foelges_hos = 'begge' GROUP BY b.kommunekode, f.sygdom;
-- C08 Fulgt på hospital efter niveau (C5)
SELECT f.foelges_hos, s.niveau, COUNT(DISTINCT s.pid) AS borgere FROM stratum s JOIN foelges_hos f ON f.pid = s.pid
WHERE s.sygdom = 'DM' AND f.sygdom = 'DM' GROUP BY f.foelges_hos, s.niveau;
-- C09 Kontroller pr. kvartal og sted
SELECT FLOOR(kontrol_dato TO QUARTER) AS kvartal, kontrol_sted_type, COUNT(DISTINCT pid) AS borgere FROM kontrol
WHERE sygdom = 'DM' GROUP BY FLOOR(kontrol_dato TO QUARTER), kontrol_sted_type;
-- C10 Kontroller i 2025 pr. sygdom
SELECT sygdom, COUNT(DISTINCT pid) AS borgere, COUNT(*) AS antal FROM kontrol
WHERE kontrol_dato >= DATE '2025-01-01' AND kontrol_dato < DATE '2026-01-01' GROUP BY sygdom;
-- C11 Kontakter efter sektor og form
SELECT sektor, kontaktform, COUNT(DISTINCT pid) AS borgere, COUNT(*) AS antal FROM kontakt GROUP BY sektor, kontaktform;
-- C12 Konsultationer pr. kommune i 2025 (C9)
SELECT b.kommunekode, COUNT(DISTINCT k.pid) AS borgere, COUNT(*) AS antal FROM kontakt k JOIN borger b ON b.pid = k.pid
WHERE k.kontaktform = 'konsultation' AND EXTRACT(YEAR FROM k.start_tid) = 2025 GROUP BY b.kommunekode;
-- C13 Ambulante besøg pr. afdeling
SELECT o.navn, COUNT(DISTINCT k.pid) AS borgere, COUNT(*) AS antal FROM kontakt k JOIN organisation o ON o.org_id = k.org_id
WHERE k.kontaktform = 'ambulant' GROUP BY o.navn;
-- C14 Indlæggelser pr. år og prioritet
SELECT EXTRACT(YEAR FROM start_tid) AS aar, prioritet, COUNT(DISTINCT pid) AS borgere, COUNT(*) AS antal FROM indlaeggelse
GROUP BY EXTRACT(YEAR FROM start_tid), prioritet;
-- C15 Indlæggelser af 0-4-årige pr. kommune (D2)
SELECT b.kommunekode, COUNT(DISTINCT i.pid) AS borgere, COUNT(*) AS antal FROM indlaeggelse i JOIN borger b ON b.pid = i.pid
WHERE b.alder < 5 GROUP BY b.kommunekode;
-- C16 Årsager til indlæggelse af 0-4-årige (D2)
SELECT i.begreb, COUNT(DISTINCT i.pid) AS borgere FROM indlaeggelse i JOIN borger b ON b.pid = i.pid WHERE b.alder < 5 GROUP BY i.begreb;
-- C17 Genindlæggelser inden 30 dage pr. kommune
SELECT b.kommunekode, i.er_genindlagt_30d, COUNT(DISTINCT i.pid) AS borgere, COUNT(*) AS antal FROM indlaeggelse i JOIN borger b ON b.pid = i.pid
GROUP BY b.kommunekode, i.er_genindlagt_30d;
-- C18 Genindlæggelser for KOL pr. kommune (D7)
SELECT b.kommunekode, COUNT(DISTINCT g.pid) AS borgere, COUNT(*) AS antal FROM genindlaeggelse g JOIN borger b ON b.pid = g.pid
WHERE g.pid IN (SELECT pid FROM diagnose_effektiv WHERE begreb = 'KOL') GROUP BY b.kommunekode;
-- C19 Genindlæggelser for KOL efter bopæl dengang
SELECT a.kommunekode, COUNT(DISTINCT g.pid) AS borgere, COUNT(*) AS antal FROM genindlaeggelse g JOIN adresse_periode a ON a.pid = g.pid
AND g.udskrivning_tid BETWEEN a.gyldig_fra AND COALESCE(a.gyldig_til, DATE '9999-12-31')
WHERE g.pid IN (SELECT pid FROM diagnose_effektiv WHERE begreb = 'KOL') GROUP BY a.kommunekode;
-- C20 Forebyggelige indlæggelser pr. kommune (D5)
SELECT b.kommunekode, COUNT(DISTINCT i.pid) AS borgere, COUNT(*) AS antal FROM indlaeggelse i JOIN borger b ON b.pid = i.pid
WHERE i.er_forebyggelig GROUP BY b.kommunekode;
-- C21 Liggetid efter årsag
SELECT begreb, COUNT(DISTINCT pid) AS borgere, AVG(liggetid_dage) AS gns FROM indlaeggelse GROUP BY begreb;
-- C22 Liggetid pr. hospitalsafdeling
SELECT o.navn, COUNT(DISTINCT i.pid) AS borgere, AVG(i.liggetid_dage) AS gns FROM indlaeggelse i JOIN organisation o ON o.org_id = i.org_id GROUP BY o.navn;
-- C23 Indlæggelser på mere end syv dage
SELECT k.klynge, COUNT(DISTINCT i.pid) AS borgere, COUNT(*) AS antal FROM indlaeggelse i JOIN borger b ON b.pid = i.pid
JOIN kommune_reference k ON k.kommunekode = b.kommunekode WHERE i.liggetid_dage > 7 GROUP BY k.klynge;
-- C24 Indlæggelser pr. måned det sidste år
SELECT FLOOR(start_tid TO MONTH) AS maaned, COUNT(DISTINCT pid) AS borgere, COUNT(*) AS antal FROM indlaeggelse
WHERE start_tid >= DATE '2025-11-01' GROUP BY FLOOR(start_tid TO MONTH);
-- C25 Akutte indlæggelser med KOL, efter alder
SELECT s.aldersgruppe, COUNT(DISTINCT i.pid) AS borgere, COUNT(*) AS antal FROM indlaeggelse i JOIN sygdomspopulation s ON s.pid = i.pid
WHERE s.sygdom = 'KOL' AND i.prioritet = 'akut' GROUP BY s.aldersgruppe;
