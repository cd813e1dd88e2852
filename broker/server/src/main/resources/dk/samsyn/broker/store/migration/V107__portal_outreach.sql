-- What planners ask the responsible doctors: to contact a group of patients. The group is a definition, never persons; size is the
-- released count that the planner saw.
CREATE TABLE portal_outreach (
  id VARCHAR(36) PRIMARY KEY,
  organisation VARCHAR(60) NOT NULL,
  sender VARCHAR(120) NOT NULL,
  role VARCHAR(40) NOT NULL,
  purpose VARCHAR(30) NOT NULL,
  disease VARCHAR(10) NOT NULL,
  need VARCHAR(20) NOT NULL,
  sex VARCHAR(1) NOT NULL,
  age_from INTEGER NOT NULL,
  age_to INTEGER NOT NULL,
  municipality VARCHAR(4) NOT NULL,
  size BIGINT NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  sent TIMESTAMP NOT NULL,
  withdrawn TIMESTAMP
);
CREATE INDEX portal_outreach_organisation ON portal_outreach (organisation, sent);
-- What a practice has decided. It is the practice's own: nothing of it goes back to the sender, not even as a sum.
CREATE TABLE portal_outreach_answer (
  outreach VARCHAR(36) NOT NULL REFERENCES portal_outreach (id),
  organisation VARCHAR(60) NOT NULL,
  taken BOOLEAN NOT NULL,
  who VARCHAR(120) NOT NULL,
  at TIMESTAMP NOT NULL,
  CONSTRAINT portal_outreach_answer_once PRIMARY KEY (outreach, organisation)
);
-- An entry of a recall list that came with such a request stays when the list is made again.
ALTER TABLE portal_recall ADD COLUMN outreach VARCHAR(36);
