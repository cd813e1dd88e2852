-- Kontroller for kronisk sygdom: årskontrol i ydelserne, konsultation med prøve, ambulant kontakt
-- sygdom as in kronisk_diagnose; of a contact, of the concept of its reason.
-- The rows are a set (no two are equal) of three kinds of evidence, none later than today:
--   ydelse_0120      a fee 0120 of speciale 80, not marked as a child's (barnmak), counts once for every sygdom the citizen
--                    has a diagnosis of, at any time, that is not refuted. The fee knows its week only: kontrol_dato is the
--                    Monday, precision uge.
--   konsultation     a consultation in general practice whose reason (ICPC) is of the sygdom and which is at most 14 calendar
--                    days before or after a sample or measurement: HBA1C for DM, FEV1 FVC or FEV1_PCT not taken at home for KOL,
--                    LDL or TOTKOL for AKS and HT. Cancelled answers do not count.
--   ambulant         an outpatient contact at a hospital whose action diagnosis (SKS) is of the sygdom.
SELECT DISTINCT pid, sygdom, kontrol_dato, kontrol_sted_type, org_id, evidens, tid_praecision
FROM (
  SELECT
    y.pid, d.sygdom, y.uge_start AS kontrol_dato, CAST('praksis' AS VARCHAR(8)) AS kontrol_sted_type, y.ydernr AS org_id,
    CAST('ydelse_0120' AS VARCHAR(12)) AS evidens, CAST('uge' AS VARCHAR(8)) AS tid_praecision
  FROM ydelse AS y
  JOIN (
    SELECT DISTINCT pid, sygdom FROM kronisk_diagnose
  ) AS d ON d.pid = y.pid
  WHERE y.ydelse_nr = '0120' AND y.speciale = '80' AND NOT COALESCE(y.barnmak, FALSE) AND y.uge_start <= CURRENT_DATE
  UNION ALL
  SELECT
    k.pid, k.sygdom, k.dato AS kontrol_dato, CAST('praksis' AS VARCHAR(8)) AS kontrol_sted_type, k.org_id,
    CAST('konsultation' AS VARCHAR(12)) AS evidens, CAST('dag' AS VARCHAR(8)) AS tid_praecision
  FROM (
    SELECT
      pid, org_id, dato,
      CASE
        WHEN aarsag IN ('DM1', 'DM2', 'DM_ANDEN') THEN CAST('DM' AS VARCHAR(3))
        WHEN aarsag = 'KOL' THEN CAST('KOL' AS VARCHAR(3))
        WHEN aarsag IN ('AKS', 'IHD') THEN CAST('AKS' AS VARCHAR(3))
        ELSE CAST('HT' AS VARCHAR(3))
      END AS sygdom,
      CASE
        WHEN aarsag IN ('DM1', 'DM2', 'DM_ANDEN') THEN CAST('HBA1C' AS VARCHAR(5))
        WHEN aarsag = 'KOL' THEN CAST('SPIRO' AS VARCHAR(5))
        ELSE CAST('LIPID' AS VARCHAR(5))
      END AS proeve
    FROM (
      SELECT pid, org_id, CAST(start_tid AS DATE) AS dato, begreb('diagnose', 'ICPC2', aarsag_kode) AS aarsag
      FROM kontakt
      WHERE sektor = 'almen_praksis' AND kontaktform = 'konsultation'
    ) AS i
    WHERE aarsag IN ('DM1', 'DM2', 'DM_ANDEN', 'KOL', 'AKS', 'IHD', 'HT') AND dato <= CURRENT_DATE
  ) AS k
  JOIN (
    SELECT
      pid, CAST(proevetagning_tid AS DATE) AS dato,
      CASE WHEN begreb = 'HBA1C' THEN CAST('HBA1C' AS VARCHAR(5)) ELSE CAST('LIPID' AS VARCHAR(5)) END AS proeve
    FROM laboratoriesvar
    WHERE begreb IN ('HBA1C', 'LDL', 'TOTKOL') AND status <> 'annulleret' AND proevetagning_tid IS NOT NULL
    UNION ALL
    SELECT pid, CAST(tidspunkt AS DATE) AS dato, CAST('SPIRO' AS VARCHAR(5)) AS proeve
    FROM maaling
    WHERE begreb IN ('FEV1', 'FVC', 'FEV1_PCT') AND sted <> 'hjemme' AND tidspunkt IS NOT NULL
  ) AS p ON p.pid = k.pid AND p.proeve = k.proeve
  WHERE p.dato BETWEEN k.dato - INTERVAL '14' DAY AND k.dato + INTERVAL '14' DAY
  UNION ALL
  SELECT
    pid,
    CASE
      WHEN aarsag IN ('DM1', 'DM2', 'DM_ANDEN') THEN CAST('DM' AS VARCHAR(3))
      WHEN aarsag = 'KOL' THEN CAST('KOL' AS VARCHAR(3))
      WHEN aarsag IN ('AKS', 'IHD') THEN CAST('AKS' AS VARCHAR(3))
      ELSE CAST('HT' AS VARCHAR(3))
    END AS sygdom,
    dato AS kontrol_dato, CAST('hospital' AS VARCHAR(8)) AS kontrol_sted_type, org_id,
    CAST('ambulant' AS VARCHAR(12)) AS evidens, CAST('dag' AS VARCHAR(8)) AS tid_praecision
  FROM (
    SELECT pid, org_id, CAST(start_tid AS DATE) AS dato, begreb('diagnose', 'SKS', aarsag_kode) AS aarsag
    FROM kontakt
    WHERE sektor = 'hospital' AND kontaktform = 'ambulant'
  ) AS h
  WHERE aarsag IN ('DM1', 'DM2', 'DM_ANDEN', 'KOL', 'AKS', 'IHD', 'HT') AND dato <= CURRENT_DATE
) AS alle
