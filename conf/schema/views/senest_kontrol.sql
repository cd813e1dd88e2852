-- Seneste kontrol pr. borger og sygdom
-- The row of kontrol with the latest kontrol_dato per pid and sygdom; of several the first by kontrol_sted_type (hospital before
-- praksis), then org_id (missing last), then tid_praecision (dag before uge). No source knows bookings: naeste_kontrol is NULL.
SELECT pid, sygdom, kontrol_dato, kontrol_sted_type, org_id, tid_praecision, CAST(NULL AS DATE) AS naeste_kontrol
FROM (
  SELECT
    pid, sygdom, kontrol_dato, kontrol_sted_type, org_id, tid_praecision,
    ROW_NUMBER() OVER (
      PARTITION BY pid, sygdom ORDER BY kontrol_dato DESC, kontrol_sted_type, org_id NULLS LAST, tid_praecision) AS nr
  FROM kontrol
) AS k
WHERE nr = 1
