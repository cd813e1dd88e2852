-- Reference workload of administrative questions (wishes B, C, D of the brief). Each statement has a name and a title; columns
-- before `borgere` or `antal` are its groups. Run it with `samsyn workload`.
-- A01 Borgere pr. kommune
SELECT kommunekode, COUNT(DISTINCT pid) AS borgere FROM borger GROUP BY kommunekode;
-- A02 Borgere pr. kommune og køn
SELECT kommunekode, koen, COUNT(DISTINCT pid) AS borgere FROM borger GROUP BY kommunekode, koen;
-- A03 Borgere pr. femårsgruppe og køn
SELECT alder / 5 * 5 AS aldersgruppe, koen, COUNT(*) AS borgere FROM borger GROUP BY alder / 5 * 5, koen;
-- A04 Borgere på 65 år og derover pr. kommune
SELECT kommunekode, COUNT(*) AS borgere FROM borger WHERE alder >= 65 GROUP BY kommunekode;
-- A05 Diabetes pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT b.pid) AS borgere FROM borger b JOIN diagnose_effektiv d ON d.pid = b.pid
WHERE d.begreb IN ('DM1', 'DM2', 'DM_ANDEN') GROUP BY b.kommunekode;
-- A06 KOL pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT b.pid) AS borgere FROM borger b JOIN diagnose_effektiv d ON d.pid = b.pid
WHERE d.begreb = 'KOL' GROUP BY b.kommunekode;
-- A07 Diabetes efter alder og køn
SELECT aldersgruppe, koen, COUNT(DISTINCT pid) AS borgere FROM sygdomspopulation WHERE sygdom = 'DM' GROUP BY aldersgruppe, koen;
-- A08 KOL efter alder og køn
SELECT aldersgruppe, koen, COUNT(DISTINCT pid) AS borgere FROM sygdomspopulation WHERE sygdom = 'KOL' GROUP BY aldersgruppe, koen;
-- A09 Hver kronisk sygdom pr. kommune
SELECT kommunekode, sygdom, COUNT(DISTINCT pid) AS borgere FROM sygdomspopulation GROUP BY kommunekode, sygdom;
-- A10 Diagnoser i alt efter begreb
SELECT begreb, COUNT(DISTINCT pid) AS borgere FROM diagnose_effektiv GROUP BY begreb;
-- A11 Diagnoser efter begreb og kodesystem
SELECT begreb, kodesystem, COUNT(DISTINCT pid) AS borgere FROM diagnose_effektiv GROUP BY begreb, kodesystem;
-- A12 Diabetes pr. hospitalsklynge (B6)
SELECT k.klynge, COUNT(DISTINCT s.pid) AS borgere FROM sygdomspopulation s JOIN kommune_reference k ON k.kommunekode = s.kommunekode
WHERE s.sygdom = 'DM' GROUP BY k.klynge;
-- A13 Svært overvægtige i hvert optageområde (B6)
SELECT k.klynge, COUNT(DISTINCT m.pid) AS borgere, SUM(m.er_svaert_overvaegtig) AS svaert_overvaegtige FROM bmi_seneste m
JOIN borger b ON b.pid = m.pid JOIN kommune_reference k ON k.kommunekode = b.kommunekode GROUP BY k.klynge;
-- A14 Vægtklasser efter køn
SELECT m.bmi_klasse, b.koen, COUNT(DISTINCT m.pid) AS borgere FROM bmi_seneste m JOIN borger b ON b.pid = m.pid
GROUP BY m.bmi_klasse, b.koen;
-- A15 Cystisk fibrose med diabetes (B8)
SELECT COUNT(*) AS borgere FROM (SELECT pid FROM diagnose_effektiv WHERE begreb = 'CF'
INTERSECT SELECT pid FROM diagnose_effektiv WHERE begreb IN ('DM1', 'DM2', 'DM_ANDEN')) x;
-- A16 Diabetes og KOL hos samme borger, pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT b.pid) AS borgere FROM borger b WHERE b.pid IN (SELECT pid FROM diagnose_effektiv
WHERE begreb IN ('DM1', 'DM2', 'DM_ANDEN')) AND b.pid IN (SELECT pid FROM diagnose_effektiv WHERE begreb = 'KOL') GROUP BY b.kommunekode;
-- A17 KOL pr. postdistrikt (C11)
SELECT b.postnr, COUNT(DISTINCT b.pid) AS borgere FROM borger b JOIN diagnose_effektiv d ON d.pid = b.pid WHERE d.begreb = 'KOL' GROUP BY b.postnr;
-- A18 Nye med type 2-diabetes pr. år
SELECT EXTRACT(YEAR FROM aktiv_fra) AS aar, COUNT(DISTINCT pid) AS borgere FROM sygdomspopulation WHERE sygdom = 'DM'
GROUP BY EXTRACT(YEAR FROM aktiv_fra);
-- A19 Nye med KOL pr. kvartal siden 2024
SELECT FLOOR(aktiv_fra TO QUARTER) AS kvartal, COUNT(DISTINCT pid) AS borgere FROM sygdomspopulation
WHERE sygdom = 'KOL' AND aktiv_fra >= DATE '2024-01-01' GROUP BY FLOOR(aktiv_fra TO QUARTER);
-- A20 Rygere efter køn
SELECT r.vaerdi, b.koen, COUNT(DISTINCT r.pid) AS borgere FROM seneste_livsstil r JOIN borger b ON b.pid = r.pid
WHERE r.emne = 'RYGNING' GROUP BY r.vaerdi, b.koen;
-- A21 Dagligrygere pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT r.pid) AS borgere FROM seneste_livsstil r JOIN borger b ON b.pid = r.pid
WHERE r.emne = 'RYGNING' AND r.vaerdi = 'dagligryger' GROUP BY b.kommunekode;
-- A22 Alkohol over ti genstande om ugen
SELECT b.koen, COUNT(DISTINCT r.pid) AS borgere FROM seneste_livsstil r JOIN borger b ON b.pid = r.pid
WHERE r.emne = 'ALKOHOL' AND r.maengde_num > 10 GROUP BY b.koen;
-- A23 Svær diabetes efter niveau og kommune (C15)
SELECT b.kommunekode, s.niveau, COUNT(DISTINCT s.pid) AS borgere FROM stratum s JOIN borger b ON b.pid = s.pid
WHERE s.sygdom = 'DM' GROUP BY b.kommunekode, s.niveau;
-- A24 KOL efter niveau og alder (C15)
SELECT p.aldersgruppe, s.niveau, COUNT(DISTINCT s.pid) AS borgere FROM stratum s JOIN sygdomspopulation p ON p.pid = s.pid
WHERE s.sygdom = 'KOL' AND p.sygdom = 'KOL' GROUP BY p.aldersgruppe, s.niveau;
-- A25 De to sværeste niveauer i hver klynge
SELECT k.klynge, s.sygdom, COUNT(DISTINCT s.pid) AS borgere FROM stratum s JOIN borger b ON b.pid = s.pid
JOIN kommune_reference k ON k.kommunekode = b.kommunekode WHERE s.niveau >= 2 GROUP BY k.klynge, s.sygdom;
