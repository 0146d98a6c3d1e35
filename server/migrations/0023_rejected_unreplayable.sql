-- What waits, told from what nobody can replay, however much there is of that. In place of an index that held both. Does not
-- break a server of the version before. It holds writes to this table off while it builds the index; those that come
-- meanwhile wait in memory. From now on `sent` may be 0: read, and not kept, since its channel requires a consent.
CREATE INDEX rejected_events_replayable ON rejected_events (received_at, id)
  WHERE state < 2 AND sent > 0 AND NOT is_cut;
DROP INDEX rejected_events_waiting;
