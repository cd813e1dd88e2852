-- Seneste kliniske måling pr. borger og begreb
-- The row of maaling with the latest tidspunkt per pid and begreb, among rows with a number and a time, wherever it was taken; of
-- several the first by kilde, then kilde_id. A measurement known by day only stands at midnight.
SELECT
  pid, begreb, vaerdi_num, enhed, sted, maalt_af, tidspunkt, tid_praecision, kode_oprindelig, org_id, kilde, kilde_id, hentet_tid,
  kvalitet
FROM (
  SELECT
    pid, begreb, vaerdi_num, enhed, sted, maalt_af, tidspunkt, tid_praecision, kode_oprindelig, org_id, kilde, kilde_id,
    hentet_tid, kvalitet,
    ROW_NUMBER() OVER (PARTITION BY pid, begreb ORDER BY tidspunkt DESC, kilde, kilde_id) AS nr
  FROM maaling
  WHERE vaerdi_num IS NOT NULL AND tidspunkt IS NOT NULL AND begreb IS NOT NULL
) AS m
WHERE nr = 1
