-- Appointments for the next control that a practice has written down; no source tells of any.
CREATE TABLE portal_appointment (
  organisation VARCHAR(60) NOT NULL,
  person VARCHAR(12) NOT NULL,
  on_day DATE NOT NULL,
  changed TIMESTAMP NOT NULL,
  changed_by VARCHAR(120) NOT NULL,
  CONSTRAINT portal_appointment_once PRIMARY KEY (organisation, person)
);
