-- More answers than a budget allows, each in the name of two stewards: for an account and a day, or a population and a quarter. What
-- each batch tells of populations is a content of kind 3 in release_content; a batch without one tells of everybody.
CREATE TABLE release_approval (
  id VARCHAR(60) PRIMARY KEY,
  subject VARCHAR(240) NOT NULL,
  words VARCHAR(1000) NOT NULL,
  period VARCHAR(12) NOT NULL,
  answers BIGINT NOT NULL,
  steward VARCHAR(200) NOT NULL,
  second_steward VARCHAR(200) NOT NULL,
  reason VARCHAR(2000) NOT NULL
);
CREATE INDEX release_approval_subject ON release_approval (subject, period);
