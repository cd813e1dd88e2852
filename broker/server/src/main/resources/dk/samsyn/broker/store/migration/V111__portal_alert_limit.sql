-- Limits that a practice has set itself in place of those of the guidelines.
CREATE TABLE portal_alert_limit (
  organisation VARCHAR(60) NOT NULL,
  regel VARCHAR(12) NOT NULL,
  own_limit DECIMAL(8, 2) NOT NULL,
  changed TIMESTAMP NOT NULL,
  changed_by VARCHAR(120) NOT NULL,
  CONSTRAINT portal_alert_limit_once PRIMARY KEY (organisation, regel)
);
