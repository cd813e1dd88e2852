-- Limits of blood pressure taken at home that a hospital, or a department of it, has set itself; department '' is the whole hospital.
CREATE TABLE portal_signal_limit (
  organisation VARCHAR(60) NOT NULL,
  department VARCHAR(16) NOT NULL,
  systolic INTEGER NOT NULL,
  diastolic INTEGER NOT NULL,
  changed TIMESTAMP NOT NULL,
  changed_by VARCHAR(120) NOT NULL,
  CONSTRAINT portal_signal_limit_once PRIMARY KEY (organisation, department)
);
