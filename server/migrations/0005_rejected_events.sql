-- What the tracking APIs refused, for people who look for the reason; deleted after `rejected.retentionDays`.
-- A flood from one key is kept in samples.
CREATE TABLE rejected_events (
  id uuid PRIMARY KEY,
  received_at timestamptz NOT NULL,
  api smallint NOT NULL,                    -- 1 Sitecore, 2 Xperience
  channel_id int NOT NULL,
  api_key_id int NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  payload text                              -- what was sent, the first 8 KiB of it; null where nothing was read
);
CREATE INDEX rejected_events_received_at ON rejected_events (received_at, id);
CREATE INDEX rejected_events_code ON rejected_events (code, received_at, id);

-- All of them, the ones that were not kept too.
CREATE TABLE rejected_counts (
  minute timestamptz NOT NULL,
  api smallint NOT NULL,
  channel_id int NOT NULL,
  code text NOT NULL,
  rejected bigint NOT NULL,
  PRIMARY KEY (minute, channel_id, api, code)
) WITH (fillfactor = 80);

-- Requests a second that a key may send; null is no limit.
ALTER TABLE api_keys ADD COLUMN rate_limit int CHECK (rate_limit > 0);
