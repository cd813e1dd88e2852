-- Seneste oplysning om livsstil pr. borger og emne
-- The row of livsstil with the latest registreret_tid per pid and emne, among rows with an answer and a time; of several the first
-- by kilde, then kilde_id.
SELECT
  pid, emne, vaerdi, maengde_num, enhed, registreret_tid, tid_praecision, maalt_af, kilde, kilde_id, hentet_tid, kvalitet
FROM (
  SELECT
    pid, emne, vaerdi, maengde_num, enhed, registreret_tid, tid_praecision, maalt_af, kilde, kilde_id, hentet_tid, kvalitet,
    ROW_NUMBER() OVER (PARTITION BY pid, emne ORDER BY registreret_tid DESC, kilde, kilde_id) AS nr
  FROM livsstil
  WHERE vaerdi IS NOT NULL AND registreret_tid IS NOT NULL AND emne IS NOT NULL
) AS l
WHERE nr = 1
