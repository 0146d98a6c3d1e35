-- When a rejected event was replayed last, and all that one request left. Does not break a server of the version before. It
-- holds writes to this table off while it builds the index; those that come meanwhile wait in memory.
ALTER TABLE rejected_events ADD COLUMN tried_at timestamptz;
CREATE INDEX rejected_events_request ON rejected_events (request_id) WHERE request_id IS NOT NULL;
