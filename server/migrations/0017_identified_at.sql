-- When somebody said first that they are who an identifier names: the time of the activity that said so. Unknown for
-- identifiers that were there before.

ALTER TABLE contact_identifiers ADD COLUMN identified_at timestamptz;
