-- Lists that a member of a practice hands to a colleague: a saved search, or the recall list where there is no search. Who is on the
-- list stands nowhere here: the receiver's own rights find that.
CREATE TABLE portal_handover (
  id VARCHAR(36) PRIMARY KEY,
  organisation VARCHAR(60) NOT NULL,
  sender VARCHAR(120) NOT NULL,
  receiver VARCHAR(120) NOT NULL,
  cohort VARCHAR(36) REFERENCES portal_cohort (id) ON DELETE CASCADE,
  note VARCHAR(200) NOT NULL,
  sent TIMESTAMP NOT NULL,
  done TIMESTAMP
);
CREATE INDEX portal_handover_organisation ON portal_handover (organisation, sent);
