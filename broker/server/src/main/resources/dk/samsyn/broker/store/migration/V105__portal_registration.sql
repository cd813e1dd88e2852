-- What citizens have written down about themselves. It is the citizen's own: shown to the citizen, and to the citizen's practice
-- where the citizen says so. No answer to SQL reads it.
CREATE TABLE portal_registration (
  id VARCHAR(36) PRIMARY KEY,
  person VARCHAR(12) NOT NULL,
  item VARCHAR(10) NOT NULL,
  answer VARCHAR(20) NOT NULL,
  shared BOOLEAN NOT NULL,
  registered TIMESTAMP NOT NULL
);
CREATE INDEX portal_registration_person ON portal_registration (person, registered);
