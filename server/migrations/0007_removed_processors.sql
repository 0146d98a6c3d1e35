-- Processors that items of a channel do not walk past, separated by semicolons.
ALTER TABLE channels ADD COLUMN removed_processors text NOT NULL DEFAULT '';
