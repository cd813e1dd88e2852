-- Goals that a hospital department has set itself, in percent: how many to measure in time, and how many at most beyond the limit.
CREATE TABLE portal_department_goal (
  organisation VARCHAR(60) NOT NULL,
  department VARCHAR(16) NOT NULL,
  disease VARCHAR(10) NOT NULL,
  concept VARCHAR(20) NOT NULL,
  least_measured INTEGER,
  most_beyond INTEGER,
  changed TIMESTAMP NOT NULL,
  changed_by VARCHAR(120) NOT NULL,
  CONSTRAINT portal_department_goal_once PRIMARY KEY (organisation, department, disease, concept)
);
