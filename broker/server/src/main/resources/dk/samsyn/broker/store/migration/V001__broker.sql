-- What the broker knows of itself: one row per key, such as the id of this installation.
CREATE TABLE broker_setting (
  name VARCHAR(60) PRIMARY KEY,
  content VARCHAR(4000) NOT NULL
);
