-- Further criteria of the group that a request is about, such as rygning=ryger,svar=HBA1C_59; empty for none.
ALTER TABLE portal_outreach ADD COLUMN criteria VARCHAR(500) DEFAULT '' NOT NULL;
