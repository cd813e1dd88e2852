-- Saved searches that are made anew at an interval. Nobody is signed in while nobody looks, so a list is made under the rights of a
-- member who comes by when it is due; it belongs to that member and purpose, and no other rights read it.
ALTER TABLE portal_cohort ADD COLUMN repeats VARCHAR(10);
CREATE TABLE portal_standing (
  cohort VARCHAR(36) NOT NULL REFERENCES portal_cohort (id) ON DELETE CASCADE,
  login VARCHAR(120) NOT NULL,
  purpose VARCHAR(30) NOT NULL,
  made TIMESTAMP NOT NULL,
  previous TIMESTAMP,
  CONSTRAINT portal_standing_once PRIMARY KEY (cohort, login, purpose)
);
-- Who was on the list when it was last made, by person number, and who left it then; no value of anybody.
CREATE TABLE portal_standing_person (
  cohort VARCHAR(36) NOT NULL,
  login VARCHAR(120) NOT NULL,
  purpose VARCHAR(30) NOT NULL,
  person VARCHAR(12) NOT NULL,
  found TIMESTAMP NOT NULL,
  gone TIMESTAMP,
  CONSTRAINT portal_standing_person_once PRIMARY KEY (cohort, login, purpose, person),
  CONSTRAINT portal_standing_person_list FOREIGN KEY (cohort, login, purpose)
    REFERENCES portal_standing (cohort, login, purpose) ON DELETE CASCADE
);
