-- What a practice says of a patient's diagnoses, and what it asks of the owner of the source. Shown on the practice's own pages and
-- nowhere else: no answer to SQL reads it. source, source_row and code name the row that is meant; a missing diagnosis has none.
CREATE TABLE portal_correction (
  id VARCHAR(36) PRIMARY KEY,
  organisation VARCHAR(60) NOT NULL,
  person VARCHAR(12) NOT NULL,
  kind VARCHAR(10) NOT NULL,
  source VARCHAR(40) NOT NULL,
  source_row VARCHAR(200) NOT NULL,
  code VARCHAR(20) NOT NULL,
  concept VARCHAR(20) NOT NULL,
  new_code VARCHAR(20) NOT NULL,
  reason VARCHAR(500) NOT NULL
);
CREATE INDEX portal_correction_organisation ON portal_correction (organisation, person);
-- Each step of a correction, never changed or deleted; the last one is its state.
CREATE TABLE portal_correction_step (
  correction VARCHAR(36) NOT NULL REFERENCES portal_correction (id),
  step INTEGER NOT NULL,
  state VARCHAR(10) NOT NULL,
  at TIMESTAMP NOT NULL,
  who VARCHAR(120) NOT NULL,
  role VARCHAR(40) NOT NULL,
  CONSTRAINT portal_correction_step_once PRIMARY KEY (correction, step)
);
