-- Rygning og lungefunktionsundersøgelse
-- A governed measure: one row per citizen whose smoking is known (seneste_livsstil). har_spirometri is 1 with a FEV1 measured anywhere
-- (maaling), else 0; har_kol is true with a diagnosis of COPD that is not refuted.
SELECT
  r.pid, r.vaerdi AS rygning,
  CASE WHEN s.pid IS NULL THEN 0 ELSE 1 END AS har_spirometri,
  k.pid IS NOT NULL AS har_kol
FROM seneste_livsstil AS r
LEFT JOIN (SELECT DISTINCT pid FROM maaling WHERE begreb = 'FEV1') AS s ON s.pid = r.pid
LEFT JOIN (
  SELECT DISTINCT pid FROM diagnose_effektiv WHERE begreb = 'KOL' AND NOT COALESCE(afkraeftet, FALSE)
) AS k ON k.pid = r.pid
WHERE r.emne = 'RYGNING'
