-- Released numbers of indicators that the region has published to practices. No person stands here.
CREATE TABLE portal_published (
  indicator VARCHAR(60) NOT NULL,
  grp VARCHAR(10) NOT NULL,
  version INTEGER NOT NULL,
  period_end DATE NOT NULL,
  numerator DOUBLE PRECISION NOT NULL,
  denominator DOUBLE PRECISION NOT NULL,
  published TIMESTAMP NOT NULL,
  published_by VARCHAR(120) NOT NULL,
  CONSTRAINT portal_published_once PRIMARY KEY (indicator, grp)
);
