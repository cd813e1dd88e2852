-- The answer ledger: what left for those who may not see persons. One batch for each statement that added to it, numbered
-- without gaps. Persons stand by record keys, which only the noise secret can make.
CREATE TABLE release_epoch (
  id INTEGER PRIMARY KEY,
  mark VARCHAR(64) NOT NULL
);
CREATE TABLE release_batch (
  id BIGINT PRIMARY KEY,
  query_id VARCHAR(60) NOT NULL,
  account VARCHAR(200) NOT NULL,
  policy_version VARCHAR(120) NOT NULL,
  asked DATE NOT NULL
);
CREATE TABLE release_partition (
  batch BIGINT NOT NULL,
  base VARCHAR(64) NOT NULL,
  cut_by VARCHAR(200) NOT NULL,
  CONSTRAINT release_partition_once PRIMARY KEY (batch, base, cut_by)
);
CREATE TABLE release_answer (
  batch BIGINT NOT NULL,
  number INTEGER NOT NULL,
  measure VARCHAR(200) NOT NULL,
  persons INTEGER NOT NULL,
  set_key BIGINT NOT NULL,
  smallest BYTEA NOT NULL,
  released DOUBLE PRECISION,
  CONSTRAINT release_answer_once PRIMARY KEY (batch, number)
);
-- Long contents in pieces: the members of an answer, and (answer -1) the record keys that a batch met for the first time.
CREATE TABLE release_piece (
  batch BIGINT NOT NULL,
  answer INTEGER NOT NULL,
  piece INTEGER NOT NULL,
  content BYTEA NOT NULL,
  CONSTRAINT release_piece_once PRIMARY KEY (batch, answer, piece)
);
