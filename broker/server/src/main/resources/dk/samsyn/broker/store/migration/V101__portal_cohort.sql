-- Saved searches of the pages. A search belongs to an organisation; it is its owner's until it is shared.
CREATE TABLE portal_cohort (
  id VARCHAR(36) PRIMARY KEY,
  organisation VARCHAR(60) NOT NULL,
  owner VARCHAR(120) NOT NULL,
  name VARCHAR(120) NOT NULL,
  shared BOOLEAN NOT NULL,
  definition VARCHAR(20000) NOT NULL,
  created TIMESTAMP NOT NULL
);
CREATE INDEX portal_cohort_organisation ON portal_cohort (organisation);
