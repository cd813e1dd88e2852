-- procedures
SELECT begreb, count(*) FROM procedure GROUP BY begreb;
-- join two sources
SELECT b.kommunekode, count(*) AS n, avg(l.vaerdi_num) AS m FROM borger b JOIN laboratoriesvar l ON l.pid = b.pid WHERE l.begreb = 'HBA1C' AND l.vaerdi_num IS NOT NULL GROUP BY b.kommunekode;
-- not exists
SELECT b.pid FROM borger b WHERE b.koen = 'M' AND NOT EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid);
-- nested not exists
SELECT DISTINCT g.ydernr FROM gp_tilknytning g WHERE NOT EXISTS (SELECT 1 FROM kommune_reference k WHERE k.befolkning > 90000 AND NOT EXISTS (SELECT 1 FROM gp_tilknytning x JOIN borger b ON b.pid = x.pid WHERE x.ydernr = g.ydernr AND b.kommunekode = k.kommunekode));
-- in subquery
SELECT count(*) FROM kontakt WHERE pid IN (SELECT pid FROM diagnose WHERE begreb = 'KOL');
-- not in
SELECT count(*) FROM borger WHERE pid NOT IN (SELECT pid FROM kontakt WHERE pid IS NOT NULL);
-- window
SELECT kommunekode, koen, n, rank() OVER (PARTITION BY koen ORDER BY n DESC, kommunekode) AS r FROM (SELECT kommunekode, koen, count(*) AS n FROM borger GROUP BY kommunekode, koen) t;
-- grouping sets
SELECT kommunekode, koen, count(*) FROM borger GROUP BY GROUPING SETS ((kommunekode, koen), (koen), ());
-- rollup
SELECT sektor, kontaktform, count(*), count(DISTINCT pid) FROM kontakt GROUP BY ROLLUP (sektor, kontaktform);
-- intersect
SELECT pid FROM diagnose WHERE begreb = 'CF' INTERSECT SELECT pid FROM diagnose WHERE begreb IN ('DM1', 'DM2', 'DM_ANDEN');
-- except
SELECT pid FROM diagnose WHERE begreb = 'DM2' EXCEPT SELECT pid FROM laboratoriesvar WHERE begreb = 'HBA1C';
-- union distinct
SELECT pid FROM diagnose WHERE begreb = 'KOL' UNION SELECT pid FROM livsstil WHERE vaerdi = 'dagligryger';
-- scalar subquery
SELECT b.pid, (SELECT max(l.vaerdi_num) FROM laboratoriesvar l WHERE l.pid = b.pid AND l.begreb = 'LDL') AS ldl FROM borger b WHERE b.kommunekode = 741;
-- left join where null
SELECT count(*) FROM borger b LEFT JOIN livsstil l ON l.pid = b.pid AND l.emne = 'RYGNING' WHERE l.pid IS NULL;
-- full join
SELECT count(*), count(a.pid), count(b.pid) FROM (SELECT DISTINCT pid FROM diagnose WHERE begreb = 'DM2') a FULL JOIN (SELECT DISTINCT pid FROM laboratoriesvar WHERE begreb = 'UACR') b ON a.pid = b.pid;
-- right join
SELECT count(*), count(a.pid) FROM (SELECT DISTINCT pid FROM diagnose WHERE begreb = 'DM2') a RIGHT JOIN borger b ON a.pid = b.pid;
-- top n
SELECT pid, vaerdi_num, proevetagning_tid FROM laboratoriesvar WHERE begreb = 'HBA1C' AND vaerdi_num IS NOT NULL ORDER BY vaerdi_num DESC, pid, proevetagning_tid LIMIT 20;
-- order by pid
SELECT pid, cpr FROM borger ORDER BY pid LIMIT 50;
-- dates
SELECT EXTRACT(YEAR FROM start_tid) AS aar, count(*) FROM kontakt WHERE start_tid >= TIMESTAMP '2024-01-01 00:00:00' GROUP BY EXTRACT(YEAR FROM start_tid);
-- date arithmetic
SELECT count(*) FROM borger WHERE foedselsdato <= CURRENT_DATE - INTERVAL '65' YEAR AND foedselsdato > CURRENT_DATE - INTERVAL '70' YEAR;
-- case
SELECT CASE WHEN alder < 18 THEN 'barn' WHEN alder < 65 THEN 'voksen' ELSE 'ældre' END AS g, count(*) FROM borger GROUP BY CASE WHEN alder < 18 THEN 'barn' WHEN alder < 65 THEN 'voksen' ELSE 'ældre' END;
-- having
SELECT pid, count(*) FROM kontakt WHERE kontaktform = 'indlaeggelse' GROUP BY pid HAVING count(*) >= 4;
-- Q1
SELECT b.pid, b.navn, s.kontrol_dato, s.kontrol_sted_type, s.tid_praecision, f.foelges_hos, v.vaerdi_num AS hba1c, v.proevetagning_tid FROM gp_tilknytning t JOIN borger b USING (pid) JOIN (SELECT DISTINCT pid FROM diagnose_effektiv WHERE begreb IN ('DM1','DM2')) d USING (pid) LEFT JOIN senest_kontrol s ON s.pid=b.pid AND s.sygdom='DM' LEFT JOIN foelges_hos f ON f.pid=b.pid AND f.sygdom='DM' LEFT JOIN seneste_vaerdi v ON v.pid=b.pid AND v.begreb='HBA1C' WHERE t.ydernr='099001' AND CURRENT_DATE BETWEEN t.gyldig_fra AND COALESCE(t.gyldig_til, DATE '9999-12-31') AND (s.kontrol_dato IS NULL OR s.kontrol_dato < CURRENT_DATE - INTERVAL '365' DAY) ORDER BY s.kontrol_dato NULLS FIRST;
-- Q3
SELECT a.kommunekode, COUNT(DISTINCT g.pid) AS borgere, COUNT(*) AS genindlaeggelser FROM genindlaeggelse g JOIN adresse_periode a ON a.pid=g.pid AND g.udskrivning_tid BETWEEN a.gyldig_fra AND a.gyldig_til JOIN (SELECT DISTINCT pid FROM diagnose_effektiv WHERE begreb='KOL') k ON k.pid=g.pid GROUP BY a.kommunekode;
-- Q4
SELECT COUNT(*) FROM (SELECT pid FROM diagnose_effektiv WHERE begreb='CF' INTERSECT SELECT pid FROM diagnose_effektiv WHERE begreb IN ('DM1','DM2','DM_ANDEN')) x;
-- distinct aggregates
SELECT sektor, count(DISTINCT pid) AS p, count(DISTINCT org_id) AS o, min(start_tid), max(start_tid) FROM kontakt GROUP BY sektor;
-- lateral top 1
SELECT b.pid, x.vaerdi_num FROM borger b CROSS JOIN LATERAL (SELECT l.vaerdi_num FROM laboratoriesvar l WHERE l.pid = b.pid AND l.begreb = 'KREA' AND l.vaerdi_num IS NOT NULL ORDER BY l.svar_tid DESC, l.kilde_id LIMIT 1) x WHERE b.kommunekode = 741;
-- like
SELECT count(*) FROM diagnose WHERE kode_oprindelig LIKE 'DE11%';
-- lag
SELECT pid, dage FROM (SELECT pid, start_tid, lag(start_tid) OVER (PARTITION BY pid ORDER BY start_tid, kontakt_id) AS foer, 1 AS dage FROM kontakt WHERE kontaktform = 'indlaeggelse') t WHERE foer IS NOT NULL;
-- string functions
SELECT upper(koen) || '-' || CAST(kommunekode AS VARCHAR) AS k, count(*) FROM borger GROUP BY upper(koen) || '-' || CAST(kommunekode AS VARCHAR);
-- with
WITH dm AS (SELECT DISTINCT pid FROM diagnose WHERE begreb IN ('DM1', 'DM2')), lab AS (SELECT pid, avg(vaerdi_num) AS m FROM laboratoriesvar WHERE begreb = 'HBA1C' GROUP BY pid) SELECT b.koen, count(*), avg(lab.m) FROM dm JOIN borger b ON b.pid = dm.pid LEFT JOIN lab ON lab.pid = dm.pid GROUP BY b.koen;
-- six sources
SELECT b.kommunekode, count(DISTINCT b.pid) FROM borger b JOIN diagnose d ON d.pid = b.pid JOIN laboratoriesvar l ON l.pid = b.pid JOIN vaccination v ON v.pid = b.pid JOIN ydelse y ON y.pid = b.pid JOIN livsstil s ON s.pid = b.pid WHERE d.begreb = 'KOL' AND l.begreb = 'CRP' AND y.ydelse_nr = '0120' AND s.emne = 'RYGNING' GROUP BY b.kommunekode;
-- Q2 within one municipality, for the test principal's call bound
SELECT b.pid, r.vaerdi AS rygning, sys.vaerdi_num, sys.tidspunkt, c.vaerdi_num AS kolesterol, c.proevetagning_tid, m.atc, m.laegemiddel_navn FROM gp_tilknytning t JOIN borger b USING (pid) JOIN seneste_livsstil r ON r.pid=b.pid AND r.emne='RYGNING' AND r.vaerdi IN ('dagligryger','lejlighedsryger') JOIN seneste_maaling sys ON sys.pid=b.pid AND sys.begreb='BT_SYS' AND sys.vaerdi_num >= CASE sys.sted WHEN 'hjemme' THEN 135 ELSE 140 END JOIN seneste_vaerdi c ON c.pid=b.pid AND c.begreb='TOTKOL' AND c.vaerdi_num >= 5.0 JOIN medicin_ordination m ON m.pid=b.pid AND (m.atc LIKE 'G03AA%' OR m.atc LIKE 'G03AB%' OR m.atc='G03HB01') AND m.atc <> 'G03AA13' AND (m.slut_dato IS NULL OR m.slut_dato >= CURRENT_DATE) WHERE t.ydernr='099001' AND b.koen='K' AND b.foedselsdato <= CURRENT_DATE - INTERVAL '36' YEAR;
-- Q5
SELECT b.pid FROM gp_tilknytning t JOIN borger b USING (pid) JOIN seneste_livsstil r ON r.pid=b.pid AND r.emne='RYGNING' AND r.vaerdi='dagligryger' WHERE t.ydernr='099001' AND b.foedselsdato <= CURRENT_DATE - INTERVAL '35' YEAR AND NOT EXISTS (SELECT 1 FROM maaling x WHERE x.pid=b.pid AND x.begreb='FEV1') AND NOT EXISTS (SELECT 1 FROM diagnose_effektiv d WHERE d.pid=b.pid AND d.begreb='KOL');
-- medicine first in FROM
SELECT b.pid, m.atc FROM medicin_ordination m JOIN borger b ON b.pid = m.pid WHERE b.kommunekode = 741 AND b.alder > 70;
-- medicine by left join
SELECT b.pid, m.atc FROM borger b LEFT JOIN medicin_ordination m ON m.pid = b.pid AND m.atc LIKE 'A10%' WHERE b.kommunekode = 741 AND b.alder BETWEEN 60 AND 70;
-- medicine by exists
SELECT b.pid FROM borger b WHERE b.kommunekode = 741 AND b.alder > 60 AND EXISTS (SELECT 1 FROM medicin_ordination m WHERE m.pid = b.pid AND m.atc LIKE 'C10%');
-- medicine by not exists
SELECT b.pid FROM borger b WHERE b.kommunekode = 741 AND b.alder > 60 AND NOT EXISTS (SELECT 1 FROM medicin_ordination m WHERE m.pid = b.pid AND m.atc LIKE 'C10%');
-- medicine by in
SELECT count(*) FROM medicin_ordination WHERE pid IN (SELECT pid FROM borger WHERE kommunekode = 741 AND alder > 75);
-- medicine and prescriptions
SELECT count(*), count(DISTINCT m.pid) FROM borger b JOIN medicin_ordination m ON m.pid = b.pid JOIN recept_udlevering r ON r.pid = b.pid AND r.ordination_id = m.ordination_id WHERE b.kommunekode = 741 AND b.alder > 65;
-- latest value everywhere
SELECT begreb, count(*), avg(vaerdi_num) FROM seneste_vaerdi GROUP BY begreb;
-- latest measurement by place
SELECT begreb, sted, count(*), min(tidspunkt), max(tidspunkt) FROM seneste_maaling GROUP BY begreb, sted;
-- measurements by source
SELECT kilde, begreb, count(*), avg(vaerdi_num) FROM maaling GROUP BY kilde, begreb;
-- alarms
SELECT regel, count(*) FROM graense_alarm GROUP BY regel;
-- strata
SELECT sygdom, niveau, count(*) FROM stratum GROUP BY sygdom, niveau;
-- followed where
SELECT sygdom, foelges_hos, count(*) FROM foelges_hos GROUP BY sygdom, foelges_hos;
-- services among nursed
SELECT i.kommunekode, i.paragraf, count(*), count(DISTINCT i.pid) FROM kommunal_indsats i GROUP BY i.kommunekode, i.paragraf;
-- municipal conditions by concept
SELECT fsiii_begreb, kodeversion, status, count(*) FROM kommunal_tilstand GROUP BY fsiii_begreb, kodeversion, status;
-- nursing and hospital
SELECT count(DISTINCT i.pid) FROM kommunal_indsats i JOIN kontakt k ON k.pid = i.pid AND k.kontaktform = 'indlaeggelse' WHERE i.paragraf = 'SUL138';
-- fees by year
SELECT aar, ydelse_nr, sum(antal), sum(beloeb) FROM ydelse GROUP BY aar, ydelse_nr;
-- fees without a person
SELECT count(*) FROM ydelse WHERE pid IS NULL;
-- fees by week bounds
SELECT uge, uge_start, uge_slut, count(*) FROM ydelse WHERE ydelse_nr = '0120' GROUP BY uge, uge_start, uge_slut;
-- quality flags
SELECT kilde, kvalitet, count(*) FROM laboratoriesvar GROUP BY kilde, kvalitet;
-- lab by status and operator
SELECT begreb, status, operator, count(*) FROM laboratoriesvar GROUP BY begreb, status, operator;
-- unknown sampling time
SELECT count(*) FROM laboratoriesvar WHERE proevetagning_tid IS NULL;
-- original codes
SELECT begreb, kodesystem, kode_oprindelig, count(*) FROM laboratoriesvar GROUP BY begreb, kodesystem, kode_oprindelig;
-- diagnoses by system and type
SELECT kodesystem, diagnosetype, begreb, count(*), count(DISTINCT pid) FROM diagnose GROUP BY kodesystem, diagnosetype, begreb;
-- supplementary codes
SELECT kode_oprindelig, tillaeg_til, count(*) FROM diagnose WHERE diagnosetype = 'tillaeg' GROUP BY kode_oprindelig, tillaeg_til;
-- refuted
SELECT begreb, count(*) FROM diagnose WHERE afkraeftet GROUP BY begreb;
-- contacts across the LPR break
SELECT CASE WHEN start_tid < TIMESTAMP '2019-02-03 00:00:00' THEN 'LPR2' ELSE 'LPR3' END AS register, kontaktform, count(*) FROM kontakt WHERE sektor = 'hospital' GROUP BY CASE WHEN start_tid < TIMESTAMP '2019-02-03 00:00:00' THEN 'LPR2' ELSE 'LPR3' END, kontaktform;
-- old numbers
SELECT b.cpr, p.vaerdi, p.type FROM borger b JOIN person_identifikator p ON p.pid = b.pid WHERE p.vaerdi <> b.cpr;
-- laboratory of persons with two numbers
SELECT p.pid, count(*) FROM (SELECT pid FROM person_identifikator GROUP BY pid HAVING count(*) > 1) p JOIN laboratoriesvar l ON l.pid = p.pid GROUP BY p.pid;
-- moved persons
SELECT pid, count(*) FROM adresse_periode GROUP BY pid HAVING count(*) > 1;
-- dead on a list
SELECT b.pid FROM borger b JOIN gp_tilknytning t ON t.pid = b.pid WHERE b.status = '90' AND CURRENT_DATE BETWEEN t.gyldig_fra AND COALESCE(t.gyldig_til, DATE '9999-12-31');
-- ages
SELECT min(alder), max(alder), avg(alder) FROM borger;
-- organisations with successors
SELECT o.org_id, o.navn, e.navn AS ny FROM organisation o JOIN organisation e ON e.org_id = o.efterfoelger;
-- municipalities and prevalence
SELECT k.navn, k.befolkning, count(DISTINCT d.pid) AS n FROM kommune_reference k JOIN borger b ON b.kommunekode = k.kommunekode JOIN diagnose d ON d.pid = b.pid AND d.begreb IN ('DM1', 'DM2') GROUP BY k.navn, k.befolkning;
-- semi join chain
SELECT count(*) FROM borger b WHERE EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid AND d.begreb = 'KOL' AND EXISTS (SELECT 1 FROM vaccination v WHERE v.pid = d.pid AND v.vaccine_navn = 'Influenza'));
-- exists or
SELECT count(*) FROM borger b WHERE EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid AND d.begreb = 'CF') OR b.alder > 95;
-- not in with nulls
SELECT count(*) FROM borger WHERE pid NOT IN (SELECT pid FROM ydelse);
-- all comparison
SELECT kommunekode, alder FROM borger b WHERE alder >= ALL (SELECT alder FROM borger x WHERE x.kommunekode = b.kommunekode);
-- correlated count
SELECT b.pid, (SELECT count(*) FROM kontakt k WHERE k.pid = b.pid AND k.kontaktform = 'indlaeggelse') AS n FROM borger b WHERE b.kommunekode = 741;
-- union all of sources
SELECT 'lab' AS art, count(*) FROM laboratoriesvar WHERE begreb = 'LDL' UNION ALL SELECT 'bt', count(*) FROM maaling WHERE begreb = 'BT_SYS' UNION ALL SELECT 'ryg', count(*) FROM livsstil WHERE emne = 'RYGNING';
-- except all
SELECT kommunekode FROM borger WHERE alder > 90 EXCEPT ALL SELECT kommunekode FROM borger WHERE alder > 95;
-- intersect three
SELECT pid FROM diagnose WHERE begreb = 'DM2' INTERSECT SELECT pid FROM diagnose WHERE begreb = 'HT' INTERSECT SELECT pid FROM livsstil WHERE vaerdi = 'dagligryger';
-- cube
SELECT koen, status, count(*) FROM borger GROUP BY CUBE (koen, status);
-- running sum
SELECT kommunekode, n, sum(n) OVER (ORDER BY kommunekode) AS loebende FROM (SELECT kommunekode, count(*) AS n FROM borger GROUP BY kommunekode) t;
-- row number per person
SELECT count(*) FROM (SELECT pid, row_number() OVER (PARTITION BY pid ORDER BY start_tid DESC, kontakt_id) AS nr FROM kontakt) t WHERE nr = 3;
-- first and last value
SELECT DISTINCT pid, first_value(vaerdi_num) OVER (PARTITION BY pid ORDER BY svar_tid, kilde_id) AS foerste FROM laboratoriesvar WHERE begreb = 'UACR' AND vaerdi_num IS NOT NULL;
-- dense rank and moving average
SELECT kommunekode, dense_rank() OVER (ORDER BY n) AS r, avg(n) OVER (ORDER BY kommunekode ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS glat FROM (SELECT kommunekode, count(*) AS n FROM borger GROUP BY kommunekode) t;
-- filter clause
SELECT kommunekode, count(*) FILTER (WHERE koen = 'K') AS k, count(*) FILTER (WHERE alder > 64) AS gamle FROM borger GROUP BY kommunekode;
-- coalesce and nullif
SELECT COALESCE(enhed, 'ingen') AS enhed, NULLIF(operator, '=') AS op, count(*) FROM laboratoriesvar GROUP BY COALESCE(enhed, 'ingen'), NULLIF(operator, '=');
-- statistics
SELECT begreb, stddev_pop(vaerdi_num), var_samp(vaerdi_num) FROM laboratoriesvar WHERE begreb IN ('HBA1C', 'LDL') GROUP BY begreb;
-- quarters
SELECT EXTRACT(YEAR FROM proevetagning_tid) AS aar, EXTRACT(QUARTER FROM proevetagning_tid) AS kvartal, avg(vaerdi_num) FROM laboratoriesvar WHERE begreb = 'HBA1C' GROUP BY EXTRACT(YEAR FROM proevetagning_tid), EXTRACT(QUARTER FROM proevetagning_tid);
-- limit and offset
SELECT pid, foedselsdato FROM borger ORDER BY foedselsdato, pid LIMIT 10 OFFSET 100;
-- nulls first
SELECT pid, doed_dato FROM borger ORDER BY doed_dato NULLS FIRST, pid LIMIT 30;
-- nulls by default
SELECT pid, doed_dato FROM borger ORDER BY doed_dato, pid LIMIT 30;
-- nulls by default descending
SELECT pid, doed_dato FROM borger ORDER BY doed_dato DESC, pid DESC LIMIT 30;
-- comparison of pid as text
SELECT count(*) FROM borger WHERE pid < 'M';
-- text of pid
SELECT substring(pid FROM 1 FOR 1) AS a, count(*), min(pid), max(pid) FROM borger GROUP BY substring(pid FROM 1 FOR 1);
-- grouped by pid and ordered
SELECT pid, count(*) AS n FROM kontakt GROUP BY pid ORDER BY n DESC, pid LIMIT 15;
-- integer division and modulo
SELECT alder / 10 AS tiaar, MOD(alder, 2) AS m, count(*) FROM borger GROUP BY alder / 10, MOD(alder, 2);
-- values join
SELECT v.navn, count(*) FROM (VALUES (730, 'Randers'), (741, 'Samsø')) AS v (kode, navn) JOIN borger b ON b.kommunekode = v.kode GROUP BY v.navn;
-- self join on person
SELECT count(*) FROM diagnose a JOIN diagnose b ON b.pid = a.pid WHERE a.begreb = 'DM2' AND b.begreb = 'HT';
-- readmissions per hospital
SELECT org_id, count(*) FROM genindlaeggelse GROUP BY org_id;
-- smokers without spirometry by municipality
SELECT b.kommunekode, count(*) FROM borger b JOIN seneste_livsstil s ON s.pid = b.pid AND s.emne = 'RYGNING' AND s.vaerdi = 'dagligryger' LEFT JOIN seneste_maaling f ON f.pid = b.pid AND f.begreb = 'FEV1' WHERE f.pid IS NULL GROUP BY b.kommunekode;
-- measurements each once
SELECT begreb, sted, count(*), count(DISTINCT pid), sum(vaerdi_num) FROM maaling_samlet GROUP BY begreb, sted;
-- measurements told twice
SELECT pid, begreb, vaerdi_num, tidspunkt, kilder FROM maaling_samlet WHERE kilder LIKE '%,%';
-- measurements of one municipality each once
SELECT m.pid, m.begreb, m.tidspunkt, m.kilder FROM borger b JOIN maaling_samlet m ON m.pid = b.pid WHERE b.kommunekode = 741 AND m.begreb = 'BT_SYS';
-- practice and hospital disagree
SELECT b.kommunekode, u.sygdom, u.praksis_begreb, u.hospital_begreb, count(*) FROM diagnose_uenighed u JOIN borger b ON b.pid = u.pid GROUP BY b.kommunekode, u.sygdom, u.praksis_begreb, u.hospital_begreb;
-- buckets of uneven size
SELECT kommunekode, befolkning, NTILE(4) OVER (ORDER BY befolkning, kommunekode) AS fjerdedel,
  NTILE(30) OVER (ORDER BY befolkning, kommunekode) AS tredivtedel
FROM kommune_reference;
-- buckets per group
SELECT pid, NTILE(7) OVER (PARTITION BY kommunekode ORDER BY alder, pid) AS syvendedel FROM borger WHERE alder > 80;
-- a list of values of a column that is itself chosen by lists of values
SELECT begreb, sted, COUNT(*) AS n FROM maaling WHERE sted IN ('hjemme', 'kommune') GROUP BY begreb, sted;
-- lists of values within one another
SELECT kodesystem, kilde, COUNT(*) AS n FROM laboratoriesvar WHERE CASE WHEN kodesystem IN ('NPU', 'DNK') THEN 1 WHEN kodesystem = 'LOKAL' THEN 2 ELSE 0 END IN (0, 1) GROUP BY kodesystem, kilde;
-- exists within a scalar sub-query
SELECT s.pid, (SELECT MAX(b.koen) FROM borger b WHERE b.pid = s.pid AND EXISTS (SELECT 1 FROM adresse_periode a WHERE a.pid = b.pid AND a.kommunekode = 741)) AS k FROM samtykke s;
-- a scalar sub-query within a sum over a view
SELECT g.org_id, SUM(CASE WHEN (SELECT COUNT(*) FROM kommunal_tilstand t WHERE t.pid = g.pid) > 1 THEN 1 ELSE 0 END) AS n FROM genindlaeggelse g GROUP BY g.org_id;
-- two levels of correlation in the select list
SELECT b.pid, CASE WHEN EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid AND d.begreb IN (SELECT x.begreb FROM diagnose x WHERE x.pid = b.pid AND x.kilde <> d.kilde)) THEN 'begge' ELSE 'en' END AS hvor FROM borger b WHERE b.kommunekode = 741;
-- not exists within exists within the condition of a join
SELECT COUNT(*) FROM borger b JOIN gp_tilknytning g ON g.pid = b.pid AND EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid AND NOT EXISTS (SELECT 1 FROM laboratoriesvar l WHERE l.pid = d.pid AND l.begreb = 'HBA1C'));
-- rows of one source that are a part of their own and are read by others too
SELECT COUNT(*), COUNT(t2.maalt_af), COUNT(DISTINCT t2.maalt_af), MIN(t2.sted) FROM (SELECT * FROM laboratoriesvar AS t0 WHERE t0.pid IN (SELECT b.pid FROM borger b WHERE b.kommunekode = 741)) AS t0f JOIN (SELECT * FROM (SELECT t1.pid, t1.begreb, t1.vaerdi_num, t1.enhed, t1.sted, t1.maalt_af, t1.tidspunkt, t1.tid_praecision, t1.kode_oprindelig, t1.org_id, t1.kilde, t1.kilde_id, t1.kvalitet, ROW_NUMBER() OVER (PARTITION BY t1.pid ORDER BY t1.tid_praecision DESC NULLS LAST, t1.begreb DESC NULLS LAST, t1.vaerdi_num DESC NULLS LAST, t1.enhed DESC NULLS LAST, t1.sted DESC NULLS LAST, t1.maalt_af DESC NULLS LAST, t1.tidspunkt DESC NULLS LAST, t1.tid_praecision DESC NULLS LAST, t1.kode_oprindelig DESC NULLS LAST, t1.org_id DESC NULLS LAST, t1.kilde DESC NULLS LAST, t1.kilde_id DESC NULLS LAST, t1.kvalitet DESC NULLS LAST) AS nr FROM maaling AS t1) r WHERE nr = 1) AS t2 ON t2.pid = t0f.pid LEFT JOIN (SELECT DISTINCT t3.pid, t3.kode_oprindelig FROM maaling_samlet AS t3) AS t4 ON t4.pid = t0f.pid WHERE (t0f.ref_nedre <> 8.3) AND (EXISTS (SELECT 1 FROM senest_kontrol AS t5 WHERE t5.pid = t0f.pid));
-- places among all
SELECT kommunekode, percent_rank() OVER (ORDER BY befolkning) AS p, cume_dist() OVER (ORDER BY befolkning) AS c FROM kommune_reference;
-- places among peers
SELECT pid, alder, percent_rank() OVER (PARTITION BY kommunekode ORDER BY alder) AS p, cume_dist() OVER (PARTITION BY kommunekode ORDER BY alder DESC) AS c FROM borger WHERE alder > 85;
-- numbers rounded by a cast
SELECT pid, CAST(vaerdi_num AS INTEGER) AS hel, CAST(vaerdi_num AS DECIMAL(10, 1)) AS en FROM laboratoriesvar WHERE begreb = 'LDL';
-- numbers and truths as text
SELECT CAST(x AS VARCHAR) AS tal, CAST(CAST(x AS DOUBLE PRECISION) AS VARCHAR) AS flydende, CAST(x > 1 AS VARCHAR) AS over_en, CAST(x AS VARCHAR(3)) AS kort FROM (VALUES (0.5000), (-0.0525), (100.0000), (123456789.1250), (1200000000000000.0000), (0.0000)) AS t (x);
-- each outer row with its own latest, where there is none too
SELECT b.pid, x.tidspunkt, x.vaerdi_num FROM borger b LEFT JOIN LATERAL (SELECT m.tidspunkt, m.vaerdi_num FROM maaling m WHERE m.pid = b.pid AND m.begreb = 'VAEGT' ORDER BY m.tidspunkt DESC, m.kilde_id FETCH FIRST 1 ROWS ONLY) x ON TRUE WHERE b.kommunekode = 741;
-- shares of a sum over a group
SELECT kommunekode, count(*) * 100.0 / sum(count(*)) OVER () AS pct FROM borger GROUP BY kommunekode;
-- the middle row
SELECT kommunekode, avg(alder * 1.0) FROM (SELECT kommunekode, alder, row_number() OVER (PARTITION BY kommunekode ORDER BY alder, pid) AS r, count(*) OVER (PARTITION BY kommunekode) AS n FROM borger) t WHERE r BETWEEN n / 2.0 AND n / 2.0 + 1 GROUP BY kommunekode;
-- no later value of the same person
SELECT count(*) FROM laboratoriesvar l WHERE l.begreb = 'HBA1C' AND NOT EXISTS (SELECT 1 FROM laboratoriesvar m WHERE m.pid = l.pid AND m.begreb = 'HBA1C' AND m.proevetagning_tid > l.proevetagning_tid);
-- pairs of columns in a sub-query
SELECT count(*) FROM maaling m WHERE (m.pid, m.begreb) IN (SELECT l.pid, l.begreb FROM seneste_maaling l WHERE l.vaerdi_num > 140);
-- an address at the time of a contact
SELECT count(*) FROM kontakt k JOIN adresse_periode a ON a.pid = k.pid AND CAST(k.start_tid AS DATE) BETWEEN a.gyldig_fra AND COALESCE(a.gyldig_til, DATE '9999-12-31') WHERE a.kommunekode = 730;
-- distinct from nothing
SELECT count(*) FROM laboratoriesvar WHERE operator IS DISTINCT FROM '<' AND kvalitet IS NOT DISTINCT FROM NULL;
-- functions that PostgreSQL has beside the standard's
SELECT pid, greatest(alder, 40, NULL) AS g, least(alder, 40) AS l, concat(koen, '-', kommunekode, NULL) AS c, left(navn, 3) AS f, right(navn, 3) AS s, ltrim('  ' || navn) AS lt, rtrim(navn || '  ') AS rt, split_part(navn, ' ', 1) AS sp FROM borger WHERE kommunekode = 741;
-- months by date_trunc
SELECT date_trunc('month', start_tid) AS maaned, count(*) FROM kontakt WHERE kontaktform = 'indlaeggelse' GROUP BY date_trunc('month', start_tid);
-- quarters of a date by date_trunc
SELECT DATE_TRUNC('QUARTER', foedselsdato) AS kvartal, count(*), bool_and(koen = 'K') AS alle, bool_or(koen = 'K') AS nogen FROM borger WHERE alder < 3 GROUP BY 1;
