-- Six invented citizens. The day is 2026-11-23.
CREATE TABLE person (cpr VARCHAR(10), navn VARCHAR(40), koen VARCHAR(1), foedt DATE, postnr INTEGER, kommune INTEGER);
INSERT INTO person VALUES
  ('0101500001', 'Anna', 'K', DATE '1950-01-01', 8305, 741),
  ('0202600002', 'Bo',   'M', DATE '1960-02-02', 8000, 751),
  ('0303700003', 'Carl', 'M', DATE '1970-03-03', 8000, 751),
  ('0404800004', 'Dora', 'K', DATE '1980-04-04', 8305, 741),
  ('0505900005', 'Eva',  'K', DATE '1990-05-05', 8000, 751),
  ('0606100006', 'Finn', 'M', DATE '2010-06-06', 8000, 751);
CREATE TABLE liste (cpr VARCHAR(10), ydernr VARCHAR(6), fra DATE, til DATE);
INSERT INTO liste VALUES
  ('0101500001', '099001', DATE '2000-01-01', NULL),
  ('0202600002', '099001', DATE '2000-01-01', DATE '2026-11-23'),
  ('0303700003', '099001', DATE '2000-01-01', DATE '2026-11-22'),
  ('0404800004', '099002', DATE '2000-01-01', NULL),
  ('0505900005', '099001', DATE '2026-11-23', NULL),
  ('0606100006', '099001', DATE '2026-11-24', NULL);
CREATE TABLE diag (cpr VARCHAR(10), nr VARCHAR(10), kode VARCHAR(10), begreb VARCHAR(12), dato DATE, sted VARCHAR(16));
INSERT INTO diag VALUES
  ('0101500001', 'r1', 'DE11', 'DM2', DATE '2024-05-17', '6620'),
  ('0202600002', 'r2', 'DJ44', 'KOL', DATE '2023-08-01', '6620'),
  ('0404800004', 'r3', 'DE11', 'DM2', DATE '2022-02-02', '6620');
CREATE TABLE notat (cpr VARCHAR(10), nr VARCHAR(10), kode VARCHAR(10), begreb VARCHAR(12), dato DATE, sted VARCHAR(16));
INSERT INTO notat VALUES
  ('0101500001', 'p1', 'R95', 'KOL', DATE '2025-01-31', '099001'),
  ('0303700003', 'p2', 'K86', 'HT',  DATE '2021-12-24', '099001'),
  ('0505900005', 'p3', 'T90', 'DM2', DATE '2025-10-01', '099001');
CREATE TABLE valg (cpr VARCHAR(10), retning VARCHAR(6), type VARCHAR(12), hvem VARCHAR(40), kategori VARCHAR(16), fra DATE, til DATE);
INSERT INTO valg VALUES
  ('0202600002', 'spaer',  'sektor',       'almen_praksis', 'alle',     DATE '2026-01-01', NULL),
  ('0505900005', 'spaer',  'organisation', '099001',        'diagnose', DATE '2024-01-01', DATE '2025-12-31'),
  ('0303700003', 'tillad', 'organisation', 'K730',          'diagnose', DATE '2026-01-01', DATE '2027-01-01');
CREATE TABLE relation (cpr VARCHAR(10), sted VARCHAR(16), grad VARCHAR(2), fra DATE, til DATE);
INSERT INTO relation VALUES
  ('0101500001', '6620', 'A+', NULL, NULL),
  ('0202600002', '6620', 'A',  NULL, NULL),
  ('0303700003', '6620', 'B+', NULL, NULL),
  ('0404800004', '6620', 'B',  NULL, NULL),
  ('0505900005', '6620', 'D',  DATE '2026-11-20', NULL),
  ('0606100006', '6620', 'E',  NULL, NULL);
CREATE TABLE ordination (cpr VARCHAR(10), nr VARCHAR(10), atc VARCHAR(7));
INSERT INTO ordination VALUES ('0101500001', 'm1', 'A10BA02'), ('0202600002', 'm2', 'R03AC02');
