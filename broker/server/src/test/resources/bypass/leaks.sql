-- Leaks that were shown on other engines. :cpr :navn :postnr :kommune are those of a citizen whom nobody here may see, :few the
-- numbers of some patients and of hidden citizens. The first word says who asks, for the user's usual purpose.
laege-099001 SELECT cpr FROM borger WHERE navn = ':navn' AND CAST(navn AS INTEGER) = 1
laege-099001 SELECT cpr FROM borger WHERE alder > 25 AND kommunekode = :kommune AND CAST(navn AS INTEGER) = 1
laege-099001 SELECT cpr FROM borger WHERE 100 / (postnr - :postnr) < 0
laege-099001 SELECT cpr FROM borger WHERE CASE WHEN postnr = :postnr THEN 1 / (postnr - :postnr) ELSE 1 END = 1
laege-099001 SELECT COUNT(*) FROM borger b JOIN diagnose d ON d.pid = b.pid AND 1 / (b.postnr - :postnr) = 0
laege-099001 SELECT COUNT(*) FROM borger WHERE cpr = ':cpr' OR 1 / (CASE WHEN cpr = ':cpr' THEN 0 ELSE 1 END) = 2
laege-099001 SELECT COUNT(*) FROM (SELECT postnr FROM borger WHERE kommunekode > 0) x WHERE 100 / (x.postnr - :postnr) < 0
laege-099001 SELECT COUNT(*) FROM borger WHERE CAST(SUBSTRING(cpr FROM 1 FOR 6) AS INTEGER) / (postnr - :postnr) = 0
laege-099001 SELECT COUNT(*) FROM borger WHERE EXISTS (SELECT 1 FROM borger x WHERE x.cpr = ':cpr' AND 1 / (x.alder - x.alder) = 1)
laege-099001 SELECT (SELECT navn FROM borger WHERE cpr = ':cpr') FROM kommune_reference
laege-099001 SELECT navn FROM borger WHERE cpr_er(':cpr')
laege-099001 SELECT d.begreb FROM diagnose d WHERE cpr_er(d.pid, ':cpr')
laege-099001 SELECT cpr FROM borger WHERE navn LIKE ':navn'
laege-099001 SELECT cpr FROM borger WHERE navn > ':navn' ORDER BY navn, cpr LIMIT 5
laege-099001 SELECT COUNT(*) FROM borger WHERE navn = 'x\' OR navn = ' OR 1=1 -- '
laege-099001 SELECT cpr, (SELECT 1 / COUNT(*) FROM borger x WHERE x.cpr = ':cpr') FROM borger
laege-099001 SELECT b.cpr, m.atc FROM borger b JOIN medicin_ordination m ON m.pid = b.pid WHERE b.cpr IN (:few)
laege-099001 SELECT COUNT(*) FROM medicin_ordination m WHERE m.pid IN (SELECT pid FROM borger WHERE cpr IN (:few))
laege-099001 SELECT b.cpr FROM borger b WHERE b.cpr IN (:few) AND NOT EXISTS (SELECT 1 FROM medicin_ordination m WHERE m.pid = b.pid)
laege-099001 SELECT m.pid FROM medicin_ordination m
laege-099001 SELECT COUNT(*) FROM medicin_ordination m JOIN borger b ON b.pid = m.pid WHERE b.kommunekode = :kommune
laege-099001 SELECT ydernr, COUNT(*) FROM gp_tilknytning GROUP BY ydernr
laege-099001 SELECT COUNT(*), SUM(CASE WHEN cpr = ':cpr' THEN 1 ELSE 0 END) FROM borger
sygeplejerske-730 SELECT COUNT(*) FROM borger WHERE 100 / (kommunekode - :kommune) < 0
sygeplejerske-730 SELECT navn FROM borger WHERE kommunekode = :kommune AND CAST(navn AS DATE) IS NOT NULL
sygeplejerske-730 SELECT COUNT(*) FROM maaling WHERE 1 / (CASE WHEN sted = 'praksis' THEN 0 ELSE 1 END) = 1
forsker-1 SELECT COUNT(*) FROM borger WHERE 100 / (kommunekode - :kommune) < 0
forsker-1 SELECT COUNT(*) FROM borger WHERE cpr_er(':cpr')
forsker-1 SELECT kilde, COUNT(*) FROM laboratoriesvar WHERE 1 / (vaerdi_num - vaerdi_num) > 0 AND begreb = 'CRP' GROUP BY kilde
planlaegger-730 SELECT koen, COUNT(DISTINCT pid) FROM borger GROUP BY koen
planlaegger-730 SELECT COUNT(DISTINCT pid) FROM borger WHERE kommunekode = :kommune
planlaegger-730 SELECT begreb, COUNT(DISTINCT pid) FROM diagnose GROUP BY begreb
planlaegger-730 SELECT COUNT(*) FROM borger WHERE 100 / (kommunekode - :kommune) < 0
sagsbehandler-730 SELECT navn FROM borger WHERE cpr_er(':cpr')
borger SELECT COUNT(*) FROM borger WHERE 1 / (kommunekode - :kommune) = 0
laege-099001 SELECT COUNT(*) FROM procedure WHERE CASE WHEN org_id LIKE '6620%' THEN 1 ELSE CAST(procedurekode AS INTEGER) END = 1
laege-099001 SELECT COUNT(*) FROM laboratoriesvar WHERE begreb = 'CRP' AND CAST(vaerdi_tekst AS INTEGER) = 1
laege-099001 SELECT COUNT(*) FROM (SELECT * FROM laboratoriesvar WHERE enhed = 'x\' OR enhed = ' OR 1=1 -- ') x WHERE 1 / x.vaerdi_num > 0
laege-099001 SELECT COUNT(*) FROM kontakt WHERE sektor = 'almen_praksis' AND 1 / (CAST(org_id AS INTEGER) - 99003) = 0
laege-099001 SELECT COUNT(*) FROM livsstil WHERE CASE WHEN emne = 'RYGNING' THEN CAST(vaerdi AS INTEGER) ELSE 1 END = 1
laege-099001 SELECT COUNT(*) FROM livsstil WHERE enhed = 'x\' OR enhed = ' OR 1=1 -- '
laege-099001 SELECT COUNT(*) FROM vaccination WHERE CASE WHEN vaccine_navn LIKE 'Inf%' THEN CAST(givet_sted_type AS DATE) END IS NULL
laege-099001 SELECT COUNT(*) FROM (SELECT * FROM vaccination WHERE given_dato > DATE '2020-01-01') x WHERE 1 / (EXTRACT(YEAR FROM x.given_dato) - 2025) = 1
sygeplejerske-730 SELECT COUNT(*) FROM kommunal_indsats WHERE 1 / (kommunekode - :kommune) = 0
sygeplejerske-730 SELECT COUNT(*) FROM kommunal_indsats WHERE status = 'aktiv' AND CAST(fsiii_kode AS INTEGER) = 1
sygeplejerske-730 SELECT COUNT(*) FROM kommunal_indsats WHERE paragraf = 'x\' OR paragraf = ' OR 1=1 -- '
hospitalslaege-6620 SELECT navn FROM borger WHERE cpr_er(':cpr') AND CAST(navn AS INTEGER) = 1
hospitalslaege-6620 SELECT COUNT(*) FROM kontakt WHERE 1 / (CASE WHEN org_id LIKE '6620%' THEN 1 ELSE 0 END) = 1
kvalitet-6620 SELECT COUNT(*) FROM borger WHERE 1 / (kommunekode - :kommune) = 0
sundhedsplejerske-730 SELECT cpr FROM borger WHERE kommunekode = :kommune AND CAST(navn AS INTEGER) = 1
analytiker SELECT COUNT(DISTINCT pid) FROM borger WHERE navn = ':navn'
steward-1 SELECT COUNT(*) FROM borger WHERE cpr = ':cpr'
