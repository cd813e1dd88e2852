-- Blocks and consents that citizens set on the broker's own page. Conditions of policies read them as a source (conf/sources/
-- borgervalg.yaml). One that is lifted ends the day before: it stays, as what was in force stays in MinSpærring, and by ended one
-- sees when it was lifted.
CREATE TABLE portal_choice (
  id VARCHAR(36) PRIMARY KEY,
  person VARCHAR(12) NOT NULL,
  direction VARCHAR(6) NOT NULL,
  receiver_type VARCHAR(12) NOT NULL,
  receiver VARCHAR(40) NOT NULL,
  category VARCHAR(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  decided TIMESTAMP NOT NULL,
  ended TIMESTAMP
);
CREATE INDEX portal_choice_person ON portal_choice (person, decided);
