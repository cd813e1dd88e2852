-- B01 Gennemsnitligt HbA1c pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT v.pid) AS borgere, AVG(v.vaerdi_num) AS gns FROM seneste_vaerdi v JOIN borger b ON b.pid = v.pid
WHERE v.begreb = 'HBA1C' GROUP BY b.kommunekode;
-- B02 Gennemsnitligt HbA1c hos borgere med diabetes pr. kommune
SELECT s.kommunekode, COUNT(DISTINCT s.pid) AS borgere, AVG(m.hba1c_seneste) AS gns FROM sygdomspopulation s JOIN seneste_maal m ON m.pid = s.pid
WHERE s.sygdom = 'DM' GROUP BY s.kommunekode;
-- B03 LDL hos borgere med diabetes efter alder
SELECT s.aldersgruppe, COUNT(DISTINCT s.pid) AS borgere, AVG(m.ldl_seneste) AS gns FROM sygdomspopulation s JOIN seneste_maal m ON m.pid = s.pid
WHERE s.sygdom = 'DM' GROUP BY s.aldersgruppe;
-- B04 Systolisk blodtryk pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT m.pid) AS borgere, AVG(m.vaerdi_num) AS gns FROM seneste_maaling m JOIN borger b ON b.pid = m.pid
WHERE m.begreb = 'BT_SYS' GROUP BY b.kommunekode;
-- B05 Systolisk blodtryk efter sted
SELECT sted, COUNT(DISTINCT pid) AS borgere, AVG(vaerdi_num) AS gns FROM seneste_maaling WHERE begreb = 'BT_SYS' GROUP BY sted;
-- B06 Blodtryk i almen praksis under pseudonym (C12)
SELECT org_id, COUNT(DISTINCT pid) AS borgere, AVG(vaerdi_num) AS gns FROM maaling WHERE begreb = 'BT_SYS' AND sted = 'praksis' GROUP BY org_id;
-- B07 HbA1c pr. afdeling, der har bedt om prøven (B2)
SELECT rekvirent_org, COUNT(DISTINCT pid) AS borgere, AVG(vaerdi_num) AS gns FROM laboratoriesvar WHERE begreb = 'HBA1C' GROUP BY rekvirent_org;
-- B08 Median af HbA1c efter køn
SELECT b.koen, COUNT(DISTINCT v.pid) AS borgere, PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY v.vaerdi_num) AS median_hba1c
FROM seneste_vaerdi v JOIN borger b ON b.pid = v.pid WHERE v.begreb = 'HBA1C' GROUP BY b.koen;
-- B09 Spredning af HbA1c i hver klynge
SELECT k.klynge, COUNT(DISTINCT v.pid) AS borgere, AVG(v.vaerdi_num) AS gns, STDDEV_SAMP(v.vaerdi_num) AS spredning FROM seneste_vaerdi v
JOIN borger b ON b.pid = v.pid JOIN kommune_reference k ON k.kommunekode = b.kommunekode WHERE v.begreb = 'HBA1C' GROUP BY k.klynge;
-- B10 Andel, der når behandlingsmålet, pr. mål
SELECT maal, COUNT(DISTINCT pid) AS borgere, SUM(opfyldt) AS opfyldt FROM maalopfyldelse GROUP BY maal;
-- B11 HbA1c under 53 pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT m.pid) AS borgere, SUM(m.opfyldt) AS opfyldt FROM maalopfyldelse m JOIN borger b ON b.pid = m.pid
WHERE m.maal = 'DM_HBA1C_53' GROUP BY b.kommunekode;
-- B12 LDL i mål hos hjertesyge i hver klynge
SELECT k.klynge, COUNT(DISTINCT m.pid) AS borgere, SUM(m.opfyldt) AS opfyldt FROM maalopfyldelse m JOIN borger b ON b.pid = m.pid
JOIN kommune_reference k ON k.kommunekode = b.kommunekode WHERE m.maal = 'AKS_LDL' GROUP BY k.klynge;
-- B13 HbA1c på 75 og derover pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT v.pid) AS borgere FROM seneste_vaerdi v JOIN borger b ON b.pid = v.pid
WHERE v.begreb = 'HBA1C' AND v.vaerdi_num >= 75 GROUP BY b.kommunekode;
-- B14 HbA1c-prøver pr. kvartal
SELECT FLOOR(proevetagning_tid TO QUARTER) AS kvartal, COUNT(DISTINCT pid) AS borgere, COUNT(*) AS antal FROM laboratoriesvar
WHERE begreb = 'HBA1C' GROUP BY FLOOR(proevetagning_tid TO QUARTER);
-- B15 Gennemsnitligt HbA1c pr. år
SELECT EXTRACT(YEAR FROM proevetagning_tid) AS aar, COUNT(DISTINCT pid) AS borgere, AVG(vaerdi_num) AS gns FROM laboratoriesvar
WHERE begreb = 'HBA1C' GROUP BY EXTRACT(YEAR FROM proevetagning_tid);
-- B16 Lungefunktion ved KOL
SELECT s.koen, COUNT(DISTINCT s.pid) AS borgere, AVG(m.vaerdi_num) AS gns FROM sygdomspopulation s JOIN seneste_maaling m ON m.pid = s.pid
WHERE s.sygdom = 'KOL' AND m.begreb = 'FEV1_PCT' GROUP BY s.koen;
-- B17 Lungefunktion under 50 % pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT m.pid) AS borgere FROM seneste_maaling m JOIN borger b ON b.pid = m.pid
WHERE m.begreb = 'FEV1_PCT' AND m.vaerdi_num < 50 GROUP BY b.kommunekode;
-- B18 Rygere med lungefunktionsundersøgelse pr. kommune (A7)
SELECT b.kommunekode, COUNT(DISTINCT s.pid) AS borgere, SUM(s.har_spirometri) AS undersoegt FROM spirometri_status s JOIN borger b ON b.pid = s.pid
WHERE s.rygning IN ('dagligryger', 'lejlighedsryger') GROUP BY b.kommunekode;
-- B19 Rygere, der aldrig har fået målt lungefunktion
SELECT r.vaerdi, COUNT(DISTINCT r.pid) AS borgere FROM seneste_livsstil r WHERE r.emne = 'RYGNING'
AND NOT EXISTS (SELECT 1 FROM maaling m WHERE m.pid = r.pid AND m.begreb = 'FEV1') GROUP BY r.vaerdi;
-- B20 Nyrefunktion under 60 efter alder
SELECT b.alder / 10 * 10 AS alder, COUNT(DISTINCT v.pid) AS borgere FROM seneste_vaerdi v JOIN borger b ON b.pid = v.pid
WHERE v.begreb = 'EGFR' AND v.vaerdi_num < 60 GROUP BY b.alder / 10 * 10;
-- B21 Alarmer efter regel
SELECT regel, COUNT(DISTINCT pid) AS borgere FROM graense_alarm GROUP BY regel;
-- B22 Alarmer efter regel og kommune
SELECT b.kommunekode, a.regel, COUNT(DISTINCT a.pid) AS borgere FROM graense_alarm a JOIN borger b ON b.pid = a.pid GROUP BY b.kommunekode, a.regel;
-- B23 Gennemsnitligt BMI pr. kommune
SELECT b.kommunekode, COUNT(DISTINCT m.pid) AS borgere, AVG(m.bmi) AS gns FROM bmi_seneste m JOIN borger b ON b.pid = m.pid GROUP BY b.kommunekode;
-- B24 Hypertension med blodtryk i mål, efter alder
SELECT s.aldersgruppe, COUNT(DISTINCT m.pid) AS borgere, SUM(m.opfyldt) AS opfyldt FROM maalopfyldelse m JOIN sygdomspopulation s ON s.pid = m.pid
WHERE m.maal = 'HT_BT' AND s.sygdom = 'HT' GROUP BY s.aldersgruppe;
-- B25 HbA1c-prøver pr. borger med diabetes
SELECT n, COUNT(DISTINCT pid) AS borgere FROM (SELECT pid, COUNT(*) AS n FROM laboratoriesvar WHERE begreb = 'HBA1C'
AND proevetagning_tid >= DATE '2026-01-01' GROUP BY pid) x GROUP BY n;
