-- Events that are sent again or late, and contacts that say who they are. Does not break a server of the version
-- before, but for `flushed`, which it reads and writes: stop it first.

ALTER TABLE activities ADD COLUMN time_source smallint;   -- whose clock occurred_at is: null the server's, 1 the client's, 2 the client's, clamped

-- When, not only whether: what happened before a flush never belongs to what came after it.
ALTER TABLE visits ADD COLUMN flushed_at timestamptz;
UPDATE visits SET flushed_at = last_at WHERE flushed;
ALTER TABLE visits DROP COLUMN flushed;

-- The client's own ids of events that are stored already, for a week.
CREATE TABLE message_ids (
  contact_id uuid NOT NULL,                 -- to whom the event was sent; moves with a merge
  message_id text COLLATE "C" NOT NULL,
  activity_id uuid NOT NULL,                -- its first activity; UUIDv7, so it says when it was received, too
  PRIMARY KEY (contact_id, message_id)
);

-- Devices that act for another contact than the one that their id names or was merged into: somebody else uses them
-- now. Always one step, never a chain.
CREATE TABLE switched_devices (
  device_id uuid PRIMARY KEY,
  contact_id uuid NOT NULL,
  api smallint NOT NULL                     -- which tracking API made the id of the device: 1 Sitecore, 2 Xperience
);
CREATE INDEX switched_devices_contact ON switched_devices (contact_id);
