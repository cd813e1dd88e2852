-- Seneste laboratoriesvar pr. borger og analyse
-- The row of laboratoriesvar with the latest proevetagning_tid per pid and begreb, among final or corrected answers (status
-- endelig, rettet) with a number and a known sampling time; of several the first by kilde, then kilde_id.
SELECT
  pid, proeve_id, begreb, kode_oprindelig, kodesystem, vaerdi_num, operator, vaerdi_tekst, enhed, enhed_oprindelig, ref_nedre,
  ref_oevre, flag, proevetagning_tid, svar_tid, tid_praecision, rekvirent_org, laboratorium_org, status, kilde, kilde_id,
  hentet_tid, kvalitet
FROM (
  SELECT
    pid, proeve_id, begreb, kode_oprindelig, kodesystem, vaerdi_num, operator, vaerdi_tekst, enhed, enhed_oprindelig, ref_nedre,
    ref_oevre, flag, proevetagning_tid, svar_tid, tid_praecision, rekvirent_org, laboratorium_org, status, kilde, kilde_id,
    hentet_tid, kvalitet,
    ROW_NUMBER() OVER (PARTITION BY pid, begreb ORDER BY proevetagning_tid DESC, kilde, kilde_id) AS nr
  FROM laboratoriesvar
  WHERE status IN ('endelig', 'rettet') AND vaerdi_num IS NOT NULL AND proevetagning_tid IS NOT NULL AND begreb IS NOT NULL
) AS v
WHERE nr = 1
