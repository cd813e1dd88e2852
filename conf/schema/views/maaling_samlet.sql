-- Målinger, hver kun én gang, selv om den står i flere kilder; kilder fortæller hvor
-- Rows of maaling with the same pid, begreb and vaerdi_num, each at most 30 minutes after the one before it, are one measurement:
-- such as a pressure that the hospital took and the home nurse wrote down again. It has the columns of the first of them by
-- tidspunkt, kilde, kilde_id; kilder lists them as kilde:kilde_id in that order, six at most (there are six sources), then …
-- Folded are rows with a number and a time to the minute; the others stand alone. Only rows that the asker may see are folded: maaling itself keeps what each source says.
SELECT
  pid, begreb, vaerdi_num, enhed, sted, maalt_af, tidspunkt, tid_praecision, kode_oprindelig, org_id, kilde, kilde_id,
  hentet_tid, kvalitet,
  kilde || ':' || kilde_id
    || CASE WHEN ny_1 = 0 THEN ', ' || kilde_1 ELSE '' END
    || CASE WHEN ny_1 = 0 AND ny_2 = 0 THEN ', ' || kilde_2 ELSE '' END
    || CASE WHEN ny_1 = 0 AND ny_2 = 0 AND ny_3 = 0 THEN ', ' || kilde_3 ELSE '' END
    || CASE WHEN ny_1 = 0 AND ny_2 = 0 AND ny_3 = 0 AND ny_4 = 0 THEN ', ' || kilde_4 ELSE '' END
    || CASE WHEN ny_1 = 0 AND ny_2 = 0 AND ny_3 = 0 AND ny_4 = 0 AND ny_5 = 0 THEN ', ' || kilde_5 ELSE '' END
    || CASE WHEN ny_1 = 0 AND ny_2 = 0 AND ny_3 = 0 AND ny_4 = 0 AND ny_5 = 0 AND ny_6 = 0 THEN ', …' ELSE '' END AS kilder
FROM (
  SELECT
    pid, begreb, vaerdi_num, enhed, sted, maalt_af, tidspunkt, tid_praecision, kode_oprindelig, org_id, kilde, kilde_id,
    hentet_tid, kvalitet, ny,
    LEAD(ny, 1) OVER same AS ny_1,
    LEAD(ny, 2) OVER same AS ny_2,
    LEAD(ny, 3) OVER same AS ny_3,
    LEAD(ny, 4) OVER same AS ny_4,
    LEAD(ny, 5) OVER same AS ny_5,
    LEAD(ny, 6) OVER same AS ny_6,
    LEAD(kilde || ':' || kilde_id, 1) OVER same AS kilde_1,
    LEAD(kilde || ':' || kilde_id, 2) OVER same AS kilde_2,
    LEAD(kilde || ':' || kilde_id, 3) OVER same AS kilde_3,
    LEAD(kilde || ':' || kilde_id, 4) OVER same AS kilde_4,
    LEAD(kilde || ':' || kilde_id, 5) OVER same AS kilde_5
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
  WINDOW same AS (PARTITION BY pid, begreb, vaerdi_num, tid_praecision ORDER BY tidspunkt, kilde, kilde_id)
) AS n
WHERE ny = 1
