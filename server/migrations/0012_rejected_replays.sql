-- What a rejected event needs to be judged again, what became of it, and the work on many of them.

ALTER TABLE rejected_events
  ADD COLUMN request_id text,
  ADD COLUMN endpoint text,                 -- of its tracking API, such as event or activities; null where it came before this
  ADD COLUMN sent smallint,                 -- what the payload is: 1 an item, 2 a body, 3 parameters of the address; null where nothing was read
  ADD COLUMN is_cut boolean NOT NULL DEFAULT false,
  ADD COLUMN contact_id uuid,               -- by which the client names its contact; as it was then, merges do not change it
  ADD COLUMN sender jsonb,                  -- what else is known of the client
  ADD COLUMN kind text NOT NULL DEFAULT '', -- of the item, in the words of its tracking API
  ADD COLUMN subject text NOT NULL DEFAULT '', -- the name that nobody knows, where that is why
  ADD COLUMN message_id text,               -- the client's own id of the event
  ADD COLUMN state smallint NOT NULL DEFAULT 0, -- 0 waiting, 1 replaying, 2 replayed, 3 discarded
  ADD COLUMN attempts int NOT NULL DEFAULT 0,
  ADD COLUMN claim uuid,                    -- of the replay that is under way
  ADD COLUMN claimed_at timestamptz,
  ADD COLUMN last_code text,                -- why the last replay failed
  ADD COLUMN last_message text,
  ADD COLUMN corrected_payload text,        -- beside what was sent, which stays
  ADD COLUMN corrected_by text,
  ADD COLUMN corrected_at timestamptz,
  ADD COLUMN settled_at timestamptz,        -- replayed or discarded
  ADD COLUMN settled_by text,
  ADD COLUMN stored_contact_id uuid,        -- whose it became
  ADD COLUMN job_id uuid;                   -- that tried it last
CREATE INDEX rejected_events_waiting ON rejected_events (received_at, id) WHERE state < 2;
CREATE INDEX rejected_events_contact ON rejected_events (contact_id) WHERE contact_id IS NOT NULL;

-- Work that outlives a request, and the process that does it.
CREATE TABLE jobs (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  state text NOT NULL,                      -- running, done, cancelled, failed
  parameters jsonb NOT NULL,
  total int NOT NULL,
  done int NOT NULL DEFAULT 0,
  succeeded int NOT NULL DEFAULT 0,
  failed int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  heard_at timestamptz NOT NULL,            -- of whoever does it: silent for long, another one takes over
  worker uuid,
  is_cancelled boolean NOT NULL DEFAULT false,
  ended_at timestamptz,
  message text
);
CREATE INDEX jobs_created_at ON jobs (created_at);
CREATE INDEX jobs_running ON jobs (id) WHERE state = 'running';
