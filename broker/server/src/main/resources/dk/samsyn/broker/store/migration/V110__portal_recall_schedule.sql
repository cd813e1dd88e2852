-- Months between controls, as DM=6,KOL=12; a condition that is not named has the programmes' year. How often the list is made anew;
-- as with standing lists (V108), a member who comes by when it is due makes it.
ALTER TABLE portal_recall_plan ADD COLUMN intervals VARCHAR(100) DEFAULT '' NOT NULL;
ALTER TABLE portal_recall_plan ADD COLUMN repeats VARCHAR(10);
-- The day on which the first of a citizen's controls is due; empty for somebody never seen. "due" is the oldest control.
ALTER TABLE portal_recall ADD COLUMN next_due DATE;
UPDATE portal_recall SET next_due = due + INTERVAL '1' YEAR WHERE due IS NOT NULL;
-- An entry that came from a saved search stays when the list is made again, as one that came with a request.
ALTER TABLE portal_recall ADD COLUMN cohort VARCHAR(36);
