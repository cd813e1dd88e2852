-- A ledger that was started afresh goes on with the numbers of the one that was lost, so that the audit log names no number twice.
ALTER TABLE release_epoch ADD COLUMN after_batch BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE release_epoch ADD COLUMN afresh DATE;
