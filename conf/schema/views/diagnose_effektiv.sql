-- Diagnoser med mæglerens rettelser lagt ovenpå
-- Every row of diagnose with every column. Corrections (diagnose_rettelse) replace kode_oprindelig and begreb of the row they
-- name once that table exists; without it the rows are those of diagnose. Refuted rows stay, with afkraeftet = TRUE.
SELECT
  pid, kontakt_id, kode_oprindelig, kodesystem, begreb, diagnosetype, tillaeg_til, stillet_dato, slut_dato, afkraeftet, org_id,
  kilde, kilde_id, hentet_tid, kvalitet
FROM diagnose
