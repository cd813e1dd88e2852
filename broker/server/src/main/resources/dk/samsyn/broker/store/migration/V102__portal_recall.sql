-- Recall lists of a practice: one row per citizen, whatever number of conditions. Persons stand by their person number.
CREATE TABLE portal_recall (
  id VARCHAR(36) PRIMARY KEY,
  organisation VARCHAR(60) NOT NULL,
  person VARCHAR(12) NOT NULL,
  conditions VARCHAR(60) NOT NULL,
  due DATE,
  state VARCHAR(20) NOT NULL,
  invitations INTEGER NOT NULL,
  note VARCHAR(200) NOT NULL,
  changed TIMESTAMP NOT NULL,
  changed_by VARCHAR(120) NOT NULL,
  CONSTRAINT portal_recall_once UNIQUE (organisation, person)
);
CREATE TABLE portal_recall_plan (
  organisation VARCHAR(60) PRIMARY KEY,
  conditions VARCHAR(60) NOT NULL,
  months_ahead INTEGER NOT NULL,
  last_made TIMESTAMP,
  made_by VARCHAR(120) NOT NULL
);
-- What a practice has done about values beyond a limit.
CREATE TABLE portal_alert (
  organisation VARCHAR(60) NOT NULL,
  person VARCHAR(12) NOT NULL,
  regel VARCHAR(12) NOT NULL,
  value_time TIMESTAMP,
  muted_until DATE,
  changed TIMESTAMP NOT NULL,
  changed_by VARCHAR(120) NOT NULL,
  CONSTRAINT portal_alert_once PRIMARY KEY (organisation, person, regel)
);
CREATE TABLE portal_alert_visit (
  login VARCHAR(120) PRIMARY KEY,
  last_visit TIMESTAMP NOT NULL
);
