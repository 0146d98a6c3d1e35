-- What the profile of a contact needs to know. Does not break a server of the version before.

ALTER TABLE definitions
  ADD COLUMN show_as_latest_event boolean NOT NULL DEFAULT true,  -- among the latest events of a contact
  ADD COLUMN show_in_events_list boolean NOT NULL DEFAULT true;   -- among what happened on a page of a visit
-- The pages that somebody saw last would crowd out what they did there.
UPDATE definitions SET show_as_latest_event = false WHERE built_in AND name = 'pagevisit';

-- The source of the identifier by which two turned out to be one, `email` for the address; null for older merges.
ALTER TABLE contact_merges ADD COLUMN source text;
