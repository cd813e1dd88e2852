-- Målinger, hver kun én gang, selv om den står i flere kilder; kilder fortæller hvor
-- Rows of maaling with the same pid, begreb and vaerdi_num, each at most 30 minutes after the one before it, are one measurement:
-- such as a pressure that the hospital took and the home nurse wrote down again. It has the columns of the first of them by
-- tidspunkt, kilde, kilde_id; kilder lists them as kilde:kilde_id in that order, six at most (there are six sources), then …
-- Folded are rows with a number and a time to the minute; the others stand alone. Only rows that the asker may see are folded: maaling itself keeps what each source says.
SELECT
  pid, begreb, vaerdi_num, MAX(CASE WHEN nr = 1 THEN enhed END) AS enhed, MAX(CASE WHEN nr = 1 THEN sted END) AS sted,
  MAX(CASE WHEN nr = 1 THEN maalt_af END) AS maalt_af, MIN(tidspunkt) AS tidspunkt, tid_praecision,
  MAX(CASE WHEN nr = 1 THEN kode_oprindelig END) AS kode_oprindelig, MAX(CASE WHEN nr = 1 THEN org_id END) AS org_id,
  MAX(CASE WHEN nr = 1 THEN kilde END) AS kilde, MAX(CASE WHEN nr = 1 THEN kilde_id END) AS kilde_id,
  MAX(CASE WHEN nr = 1 THEN hentet_tid END) AS hentet_tid, MAX(CASE WHEN nr = 1 THEN kvalitet END) AS kvalitet,
  MAX(CASE WHEN nr = 1 THEN kilde || ':' || kilde_id END)
    || COALESCE(MAX(CASE WHEN nr = 2 THEN ', ' || kilde || ':' || kilde_id END), '')
    || COALESCE(MAX(CASE WHEN nr = 3 THEN ', ' || kilde || ':' || kilde_id END), '')
    || COALESCE(MAX(CASE WHEN nr = 4 THEN ', ' || kilde || ':' || kilde_id END), '')
    || COALESCE(MAX(CASE WHEN nr = 5 THEN ', ' || kilde || ':' || kilde_id END), '')
    || COALESCE(MAX(CASE WHEN nr = 6 THEN ', ' || kilde || ':' || kilde_id END), '')
    || COALESCE(MAX(CASE WHEN nr = 7 THEN ', …' END), '') AS kilder
FROM (
  SELECT
    pid, begreb, vaerdi_num, enhed, sted, maalt_af, tidspunkt, tid_praecision, kode_oprindelig, org_id, kilde, kilde_id,
    hentet_tid, kvalitet, gruppe,
    ROW_NUMBER() OVER (
      PARTITION BY pid, begreb, vaerdi_num, tid_praecision, gruppe ORDER BY tidspunkt, kilde, kilde_id) AS nr
  FROM (
    SELECT
      pid, begreb, vaerdi_num, enhed, sted, maalt_af, tidspunkt, tid_praecision, kode_oprindelig, org_id, kilde, kilde_id,
      hentet_tid, kvalitet,
      SUM(ny) OVER (
        PARTITION BY pid, begreb, vaerdi_num, tid_praecision ORDER BY tidspunkt, kilde, kilde_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS gruppe
    FROM (
      SELECT
        pid, begreb, vaerdi_num, enhed, sted, maalt_af, tidspunkt, tid_praecision, kode_oprindelig, org_id, kilde, kilde_id,
        hentet_tid, kvalitet,
        CASE
          WHEN begreb IS NOT NULL AND vaerdi_num IS NOT NULL AND tid_praecision = 'minut'
            AND tidspunkt <= LAG(tidspunkt) OVER (
              PARTITION BY pid, begreb, vaerdi_num, tid_praecision ORDER BY tidspunkt, kilde, kilde_id)
              + INTERVAL '30' MINUTE THEN 0
          ELSE 1
        END AS ny
      FROM maaling
    ) AS m
  ) AS g
) AS n
GROUP BY pid, begreb, vaerdi_num, tid_praecision, gruppe
