-- Leaks that were shown on other engines. :cpr :navn :postnr :kommune are those of a citizen whom nobody here may see, :few the
-- numbers of some patients and of hidden citizens. The first word says who asks.
doctor SELECT cpr FROM borger WHERE navn = ':navn' AND CAST(navn AS INTEGER) = 1
doctor SELECT cpr FROM borger WHERE alder > 25 AND kommunekode = :kommune AND CAST(navn AS INTEGER) = 1
doctor SELECT cpr FROM borger WHERE 100 / (postnr - :postnr) < 0
doctor SELECT cpr FROM borger WHERE CASE WHEN postnr = :postnr THEN 1 / (postnr - :postnr) ELSE 1 END = 1
doctor SELECT COUNT(*) FROM borger b JOIN diagnose d ON d.pid = b.pid AND 1 / (b.postnr - :postnr) = 0
doctor SELECT COUNT(*) FROM borger WHERE cpr = ':cpr' OR 1 / (CASE WHEN cpr = ':cpr' THEN 0 ELSE 1 END) = 2
doctor SELECT COUNT(*) FROM (SELECT postnr FROM borger WHERE kommunekode > 0) x WHERE 100 / (x.postnr - :postnr) < 0
doctor SELECT COUNT(*) FROM borger WHERE CAST(SUBSTRING(cpr FROM 1 FOR 6) AS INTEGER) / (postnr - :postnr) = 0
doctor SELECT COUNT(*) FROM borger WHERE EXISTS (SELECT 1 FROM borger x WHERE x.cpr = ':cpr' AND 1 / (x.alder - x.alder) = 1)
doctor SELECT (SELECT navn FROM borger WHERE cpr = ':cpr') FROM kommune_reference
doctor SELECT navn FROM borger WHERE cpr_er(':cpr')
doctor SELECT d.begreb FROM diagnose d WHERE cpr_er(d.pid, ':cpr')
doctor SELECT cpr FROM borger WHERE navn LIKE ':navn'
doctor SELECT cpr FROM borger WHERE navn > ':navn' ORDER BY navn, cpr LIMIT 5
doctor SELECT COUNT(*) FROM borger WHERE navn = 'x\' OR navn = ' OR 1=1 -- '
doctor SELECT cpr, (SELECT 1 / COUNT(*) FROM borger x WHERE x.cpr = ':cpr') FROM borger
doctor SELECT b.cpr, m.atc FROM borger b JOIN medicin_ordination m ON m.pid = b.pid WHERE b.cpr IN (:few)
doctor SELECT COUNT(*) FROM medicin_ordination m WHERE m.pid IN (SELECT pid FROM borger WHERE cpr IN (:few))
doctor SELECT b.cpr FROM borger b WHERE b.cpr IN (:few) AND NOT EXISTS (SELECT 1 FROM medicin_ordination m WHERE m.pid = b.pid)
doctor SELECT m.pid FROM medicin_ordination m
doctor SELECT COUNT(*) FROM medicin_ordination m JOIN borger b ON b.pid = m.pid WHERE b.kommunekode = :kommune
doctor SELECT ydernr, COUNT(*) FROM gp_tilknytning GROUP BY ydernr
doctor SELECT COUNT(*), SUM(CASE WHEN cpr = ':cpr' THEN 1 ELSE 0 END) FROM borger
nurse SELECT COUNT(*) FROM borger WHERE 100 / (kommunekode - :kommune) < 0
nurse SELECT navn FROM borger WHERE kommunekode = :kommune AND CAST(navn AS DATE) IS NOT NULL
nurse SELECT COUNT(*) FROM maaling WHERE 1 / (CASE WHEN sted = 'praksis' THEN 0 ELSE 1 END) = 1
researcher SELECT COUNT(*) FROM borger WHERE 100 / (kommunekode - :kommune) < 0
researcher SELECT COUNT(*) FROM borger WHERE cpr_er(':cpr')
researcher SELECT kilde, COUNT(*) FROM laboratoriesvar WHERE 1 / (vaerdi_num - vaerdi_num) > 0 AND begreb = 'CRP' GROUP BY kilde
planner SELECT koen, COUNT(DISTINCT pid) FROM borger GROUP BY koen
planner SELECT COUNT(DISTINCT pid) FROM borger WHERE kommunekode = :kommune
planner SELECT begreb, COUNT(DISTINCT pid) FROM diagnose GROUP BY begreb
planner SELECT COUNT(*) FROM borger WHERE 100 / (kommunekode - :kommune) < 0
caseworker SELECT navn FROM borger WHERE cpr_er(':cpr')
citizen SELECT COUNT(*) FROM borger WHERE 1 / (kommunekode - :kommune) = 0
