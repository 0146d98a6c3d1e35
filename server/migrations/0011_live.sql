-- Requests that were refused or failed, whole or in part, for people who look for the reason; deleted after a day. A flood
-- is kept in samples. They follow no merge: an old id of a contact finds its survivor, and the day is soon over.
CREATE TABLE live_requests (
  answered_at timestamptz NOT NULL,
  request_id text COLLATE "C" NOT NULL,
  api smallint NOT NULL,                    -- 1 Sitecore, 2 Xperience
  endpoint text NOT NULL,
  verdict text NOT NULL,
  code text NOT NULL,
  channel_id int,                           -- null before a key was found good
  api_key_id int,
  origin text,
  contact_id uuid,
  record bytea NOT NULL,                    -- all of it, as it lies in memory (features/live/record-layout.ts)
  PRIMARY KEY (answered_at, request_id)
);
CREATE INDEX live_requests_request_id ON live_requests (request_id);
