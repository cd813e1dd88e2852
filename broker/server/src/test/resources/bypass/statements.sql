-- One statement for each way round a row condition or a mask. The same text runs at the broker as a user, and in a database that
-- holds what the user may see and nothing else (PermittedRows); answers are compared as bags. After the statement may stand
--   => same SQL       what runs in the database instead, where PostgreSQL has no such syntax
--   => refused CODE   the broker refuses it
--   => within SQL     every row of the answer is one of these
-- :few are the numbers of some patients and some strangers. Statements before "only the doctor" run as the researcher too.

# plain table
SELECT pid, koen, kommunekode FROM borger

# every column of a table
SELECT pid, begreb, kode_oprindelig, stillet_dato, org_id, kontakt_id, kilde_id FROM diagnose

# quoted identifiers
SELECT "b"."pid" FROM "sundhed"."borger" AS "b"

# a quoted name in capitals is another name
SELECT "pid" FROM "BORGER"
=> refused SAM-203

# an unquoted name in capitals is the same name
SELECT PID FROM SUNDHED.BORGER

# a unicode-escaped identifier
SELECT pid FROM U&"b\006frger"

# alias with the name of another table
SELECT diagnose.pid FROM borger AS diagnose

# alias that shifts columns
SELECT x.a, x.b FROM (SELECT pid, koen FROM borger) AS x (a, b)

# WITH takes the name of a governed table
WITH borger AS (SELECT pid, koen FROM borger) SELECT pid, koen FROM borger

# WITH takes the name of a table that the condition reads
WITH gp_tilknytning AS (SELECT pid FROM diagnose), samtykke AS (SELECT pid FROM borger) SELECT b.pid FROM borger b

# WITH offers rows of its own to the condition
WITH gp_tilknytning (pid, ydernr, gyldig_fra, gyldig_til) AS (SELECT d.pid, '099001', DATE '2000-01-01', CAST(NULL AS DATE) FROM diagnose d)
SELECT COUNT(*) FROM borger

# alias with the name of the table that the condition reads
SELECT gp_tilknytning.pid FROM borger AS gp_tilknytning WHERE gp_tilknytning.koen = 'K'

# nested WITH
WITH a AS (SELECT * FROM diagnose), b AS (SELECT * FROM a), c AS (SELECT pid, begreb FROM b WHERE begreb = 'DM2') SELECT pid, begreb FROM c

# UNION ALL of a table with itself
SELECT pid FROM borger UNION ALL SELECT pid FROM borger

# UNION of two tables
SELECT pid FROM diagnose UNION SELECT pid FROM maaling

# EXCEPT cannot name who is missing
SELECT pid FROM diagnose EXCEPT SELECT pid FROM borger

# INTERSECT
SELECT pid FROM diagnose INTERSECT SELECT pid FROM laboratoriesvar

# self-join
SELECT a.pid, b.begreb FROM diagnose a JOIN diagnose b ON a.pid = b.pid AND a.kilde_id = b.kilde_id AND a.kilde = b.kilde

# self-join by something else than the person
SELECT COUNT(*) FROM borger a JOIN borger b ON a.kommunekode = b.kommunekode AND a.alder = b.alder

# cross join
SELECT COUNT(*) FROM kommune_reference k CROSS JOIN borger b

# left join keeps the left rows only
SELECT b.pid, d.begreb FROM borger b LEFT JOIN diagnose d ON d.pid = b.pid AND d.begreb = 'KOL'

# right join
SELECT d.begreb, b.pid FROM diagnose d RIGHT JOIN borger b ON d.pid = b.pid AND d.begreb = 'KOL'

# full join
SELECT a.pid, b.pid FROM (SELECT DISTINCT pid FROM diagnose) a FULL JOIN (SELECT DISTINCT pid FROM maaling) b ON a.pid = b.pid

# NATURAL join
SELECT COUNT(*) FROM (SELECT pid, begreb FROM diagnose) a NATURAL JOIN (SELECT pid, koen FROM borger) b

# join below a public table
SELECT k.navn, COUNT(b.pid) FROM kommune_reference k LEFT JOIN borger b ON b.kommunekode = k.kommunekode GROUP BY k.navn

# LATERAL
SELECT b.pid, x.n FROM borger b, LATERAL (SELECT COUNT(*) AS n FROM diagnose d WHERE d.pid = b.pid) x

# LATERAL over a public table
SELECT k.navn, x.n FROM kommune_reference k, LATERAL (SELECT COUNT(*) AS n FROM borger b WHERE b.kommunekode = k.kommunekode) x

# EXISTS
SELECT k.navn FROM kommune_reference k WHERE EXISTS (SELECT 1 FROM borger b WHERE b.kommunekode = k.kommunekode)

# NOT EXISTS
SELECT k.navn FROM kommune_reference k WHERE NOT EXISTS (SELECT 1 FROM borger b WHERE b.kommunekode = k.kommunekode AND b.alder > 60)

# EXISTS that does not depend on the row
SELECT COUNT(*) FROM kommune_reference WHERE EXISTS (SELECT 1 FROM borger WHERE koen = 'K')

# IN
SELECT navn FROM kommune_reference WHERE kommunekode IN (SELECT kommunekode FROM borger)

# NOT IN
SELECT navn FROM kommune_reference WHERE kommunekode NOT IN (SELECT kommunekode FROM borger WHERE kommunekode IS NOT NULL)

# IN with several columns
SELECT COUNT(*) FROM borger b WHERE (b.pid, b.koen) IN (SELECT c.pid, c.koen FROM borger c)

# comparison with ALL
SELECT COUNT(*) FROM borger WHERE alder >= ALL (SELECT alder FROM borger WHERE alder IS NOT NULL)

# comparison with SOME
SELECT COUNT(*) FROM kommune_reference WHERE kommunekode = SOME (SELECT kommunekode FROM borger)

# correlated scalar
SELECT k.navn, (SELECT COUNT(*) FROM borger b WHERE b.kommunekode = k.kommunekode) FROM kommune_reference k

# correlated scalar, two levels
SELECT b.pid, (SELECT MAX(d.stillet_dato) FROM diagnose d WHERE d.pid = b.pid AND d.pid IN (SELECT l.pid FROM laboratoriesvar l)) FROM borger b

# scalar in ORDER BY and LIMIT
SELECT k.navn FROM kommune_reference k ORDER BY (SELECT COUNT(*) FROM borger b WHERE b.kommunekode = k.kommunekode) DESC, k.navn LIMIT 1

# sub-query in the ON of a join
SELECT COUNT(*) FROM kommune_reference k JOIN kommune_reference m ON m.kommunekode = k.kommunekode AND m.kommunekode IN (SELECT kommunekode FROM borger)

# sub-query in HAVING
SELECT koen FROM borger GROUP BY koen HAVING COUNT(*) > (SELECT COUNT(*) / 10 FROM borger)

# sub-query in CASE
SELECT CASE WHEN (SELECT COUNT(*) FROM borger) > 5000 THEN 'all' ELSE 'some' END FROM kommune_reference

# sub-query in VALUES
VALUES ((SELECT COUNT(*) FROM borger))

# windows
SELECT pid, COUNT(*) OVER (), ROW_NUMBER() OVER (PARTITION BY kommunekode ORDER BY alder, pid) FROM borger

# a window that looks at neighbours
SELECT pid, LAG(alder) OVER (ORDER BY alder, pid) FROM borger

# DISTINCT
SELECT DISTINCT kommunekode FROM borger

# ROLLUP
SELECT koen, kommunekode, COUNT(*) FROM borger GROUP BY ROLLUP (koen, kommunekode)

# GROUPING SETS
SELECT koen, kommunekode, COUNT(*) FROM borger GROUP BY GROUPING SETS ((koen), (kommunekode), ())

# aggregates of everything
SELECT COUNT(*), MIN(alder), MAX(alder), SUM(alder) FROM borger

# FILTER
SELECT COUNT(*) FILTER (WHERE koen = 'K') FROM borger

# a condition that is always true
SELECT pid FROM borger WHERE koen = 'K' OR 1 = 1

# a condition that tries to close the filter
SELECT pid FROM borger WHERE TRUE OR pid IS NULL OR pid IS NOT NULL

# NOT over the whole
SELECT pid FROM borger WHERE NOT (alder < 0)

# a text with a backslash and a quote
SELECT COUNT(*) FROM diagnose WHERE kode_oprindelig = 'a\' OR kode_oprindelig = ' OR 1=1 -- '

# LIKE with an escape
SELECT COUNT(*) FROM diagnose WHERE kode_oprindelig LIKE '%\%%' ESCAPE '\'

# TABLE
TABLE kommune_reference
=> same SELECT * FROM kommune_reference

# PIVOT
SELECT * FROM (SELECT koen, kommunekode FROM borger) PIVOT (COUNT(*) AS n FOR koen IN ('K' AS k, 'M' AS m))
=> same SELECT kommunekode, COUNT(*) FILTER (WHERE koen = 'K'), COUNT(*) FILTER (WHERE koen = 'M') FROM borger GROUP BY kommunekode

# UNPIVOT
SELECT DISTINCT pid FROM (SELECT pid, koen AS k FROM borger) UNPIVOT (v FOR n IN (k))
=> same SELECT pid FROM borger

# MATCH_RECOGNIZE
SELECT * FROM borger MATCH_RECOGNIZE (ORDER BY alder MEASURES A.alder AS a PATTERN (A) DEFINE A AS A.alder > 0)
=> refused SAM-2 SAM-3

# TABLESAMPLE
SELECT pid FROM borger TABLESAMPLE BERNOULLI (50)
=> refused SAM-2 SAM-3

# recursive WITH
WITH RECURSIVE r (pid, n) AS (SELECT pid, 1 FROM borger UNION ALL SELECT pid, n + 1 FROM r WHERE n < 3) SELECT pid FROM r
=> refused SAM-2 SAM-3

# hints
SELECT /*+ NO_SEAL, INDEX(borger) */ pid FROM borger /*+ RESULT_CACHE */

# a hint that closes a comment
SELECT /*+ A('*/') */ pid FROM borger
=> same SELECT pid FROM borger

# a comment within
SELECT pid FROM /* raw. */ borger -- WHERE own_patient(pid)

# JDBC function escape
SELECT {fn UPPER(koen)}, COUNT(*) FROM borger GROUP BY koen
=> refused SAM-2

# JDBC date escape
SELECT pid FROM borger WHERE foedselsdato < {d '1960-01-01'}
=> same SELECT pid FROM borger WHERE foedselsdato < DATE '1960-01-01'

# JDBC user function
SELECT {fn USER()}
=> refused SAM-2

# several statements
SELECT 1; SELECT pid FROM borger
=> refused SAM-2

# DML
DELETE FROM borger
=> refused SAM-2

# INSERT from a query
INSERT INTO diagnose SELECT * FROM diagnose
=> refused SAM-2

# DDL
CREATE VIEW x AS SELECT * FROM borger
=> refused SAM-2

# SET
ALTER SESSION SET role = 'test'
=> refused SAM-2

# another schema
SELECT * FROM epj.kontakt
=> refused SAM-203

# the system's schema
SELECT * FROM metadata.tables
=> refused SAM-203

# INFORMATION_SCHEMA
SELECT * FROM information_schema.tables
=> refused SAM-203

# a table function
SELECT * FROM TABLE(own_patient('x'))
=> refused SAM-2

# the broker's own functions
SELECT PID_DECODE(pid) FROM borger
=> refused SAM-2

# the mask's function
SELECT PSEUDONYM(koen) FROM borger
=> refused SAM-2

# the mapping's function
SELECT person('0101501234') FROM borger
=> refused SAM-2

# a named condition as a function
SELECT COUNT(*) FROM borger WHERE own_patient(pid)
=> refused SAM-2

# a session attribute
SELECT COUNT(*) FROM borger WHERE koen = :user.navn
=> refused SAM-2

# a governed table without policy
SELECT * FROM samtykke
=> refused SAM-203

# the same within a sub-query
SELECT COUNT(*) FROM borger WHERE pid IN (SELECT pid FROM behandlingsrelation)
=> refused SAM-203

# derived view: latest value
SELECT COUNT(DISTINCT pid) FROM seneste_vaerdi WHERE begreb = 'HBA1C'
=> same SELECT COUNT(DISTINCT pid) FROM laboratoriesvar WHERE begreb = 'HBA1C' AND status IN ('endelig', 'rettet') AND vaerdi_num IS NOT NULL AND proevetagning_tid IS NOT NULL

# derived view joined to itself
SELECT COUNT(*) FROM diagnose_effektiv a JOIN diagnose_effektiv b ON a.pid = b.pid
=> same SELECT COUNT(*) FROM diagnose a JOIN diagnose b ON a.pid = b.pid

# UNION ALL of a view with itself
SELECT COUNT(*) FROM (SELECT pid FROM diagnose_effektiv UNION ALL SELECT pid FROM diagnose_effektiv) u
=> same SELECT 2 * COUNT(*) FROM diagnose

# a filter sees the mask or nothing, never the raw value
SELECT pid FROM borger WHERE foedselsdato = DATE '1950-06-15' OR foedselsdato = DATE '1950-01-01'

# sorted and cut
SELECT alder FROM borger ORDER BY alder DESC LIMIT 20

# error from a row that exists for others: division
SELECT COUNT(*) FROM borger WHERE 100 / (kommunekode - 101) <> 1

# ------ only the doctor

# names
SELECT cpr, navn, postnr FROM borger

# a view over views has nobody else
SELECT COUNT(*) FROM senest_kontrol v WHERE v.pid NOT IN (SELECT b.pid FROM borger b)
=> same SELECT 0

# a view over views in a sub-query of itself
SELECT COUNT(*) FROM stratum s WHERE NOT EXISTS (SELECT 1 FROM stratum t WHERE t.pid = s.pid AND t.sygdom = s.sygdom)
=> same SELECT 0

# self-join by name
SELECT a.cpr, b.cpr FROM borger a JOIN borger b ON a.navn = b.navn

# enrolment of others
SELECT COUNT(*) FROM gp_tilknytning WHERE ydernr <> '099001'

# bind join into the medicine card
SELECT b.cpr, m.atc, m.start_dato FROM borger b JOIN medicin_ordination m ON m.pid = b.pid WHERE b.cpr IN (:few)

# the medicine card as the left side
SELECT b.cpr, m.atc FROM medicin_ordination m JOIN borger b ON b.pid = m.pid WHERE b.cpr IN (:few)

# bind join from another governed table
SELECT d.begreb, m.atc FROM medicin_ordination m JOIN diagnose d ON d.pid = m.pid WHERE d.pid IN (SELECT pid FROM borger WHERE cpr IN (:few))

# left bind join
SELECT b.cpr, m.atc FROM borger b LEFT JOIN medicin_ordination m ON m.pid = b.pid WHERE b.cpr IN (:few)

# semi bind join
SELECT b.cpr FROM borger b WHERE b.cpr IN (:few) AND EXISTS (SELECT 1 FROM medicin_ordination m WHERE m.pid = b.pid)

# anti bind join
SELECT b.cpr FROM borger b WHERE b.cpr IN (:few) AND NOT EXISTS (SELECT 1 FROM medicin_ordination m WHERE m.pid = b.pid)

# the medicine card of a named person
SELECT m.atc FROM medicin_ordination m WHERE m.pid IN (SELECT pid FROM borger WHERE cpr = (SELECT MIN(cpr) FROM borger WHERE cpr IN (:few)))
