-- The answers of a batch in a few long contents instead of two rows each: writing them was most of what the ledger cost.
-- kind 0: record keys that the batch met for the first time; 1: heads of its answers; 2: members of some of its answers, from
-- number first_answer on. A content is cut into pieces that both databases take. What the former tables hold is not read: a ledger that has any is refused.
CREATE TABLE release_content (
  batch BIGINT NOT NULL,
  kind INTEGER NOT NULL,
  first_answer INTEGER NOT NULL,
  piece INTEGER NOT NULL,
  content BYTEA NOT NULL,
  CONSTRAINT release_content_once PRIMARY KEY (batch, kind, first_answer, piece)
);
