-- Statements of those who write SQL: the latest ones of each, and those that they saved. Texts only, never an answer.
CREATE TABLE portal_sql_ran (
  id VARCHAR(36) PRIMARY KEY,
  login VARCHAR(120) NOT NULL,
  ran TIMESTAMP NOT NULL,
  purpose VARCHAR(20) NOT NULL,
  statement VARCHAR(300000) NOT NULL,
  outcome VARCHAR(10) NOT NULL,
  row_count INTEGER NOT NULL
);
CREATE INDEX portal_sql_ran_login ON portal_sql_ran (login, ran);
CREATE TABLE portal_sql_saved (
  id VARCHAR(36) PRIMARY KEY,
  organisation VARCHAR(60) NOT NULL,
  owner VARCHAR(120) NOT NULL,
  name VARCHAR(120) NOT NULL,
  shared BOOLEAN NOT NULL,
  statement VARCHAR(300000) NOT NULL,
  created TIMESTAMP NOT NULL
);
CREATE INDEX portal_sql_saved_organisation ON portal_sql_saved (organisation);
