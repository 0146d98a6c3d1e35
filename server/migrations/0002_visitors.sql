-- What visitors did. Every table here is keyed by contact, so that it can be distributed by it; none refers to
-- another by a foreign key, and nothing on the way of an event draws from a sequence.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Who a contact is: changes seldom, searched.
CREATE TABLE contacts (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  email text,
  first_name text,
  middle_name text,
  last_name text,
  birthday date,
  gender text,
  job_title text,
  company_name text,
  mobile_phone text,
  business_phone text,
  address1 text,
  city text,
  zip text,
  country text,
  state text,
  notes text,
  custom jsonb NOT NULL DEFAULT '{}'
) WITH (fillfactor = 80);
CREATE INDEX contacts_created_at ON contacts (created_at, id);
-- Anonymous visitors cost this index nothing: an empty expression has no trigrams.
CREATE INDEX contacts_search ON contacts USING gin (
  lower(coalesce(first_name, '') || ' ' || coalesce(middle_name || ' ', '') || coalesce(last_name, '') || ' ' || coalesce(email, '')) gin_trgm_ops
) WHERE first_name IS NOT NULL OR middle_name IS NOT NULL OR last_name IS NOT NULL OR email IS NOT NULL;

-- What changes at each event: narrow, locked by the engine, and no index on a changing column but the day, so that
-- nearly every update stays on its page (HOT).
CREATE TABLE contact_state (
  contact_id uuid PRIMARY KEY,
  api smallint NOT NULL,                    -- which tracking API made this id: 1 Sitecore, 2 Xperience
  first_at timestamptz,                     -- of its activities; null before the first
  last_at timestamptz,
  last_day date,
  activities bigint NOT NULL DEFAULT 0,
  visits int NOT NULL DEFAULT 0,
  points bigint NOT NULL DEFAULT 0,
  monetary jsonb NOT NULL DEFAULT '{}',     -- { "USD": "1337.0000" }
  open_visits json NOT NULL DEFAULT '[]',   -- engine/store/open-visits.ts; json, since nobody but the engine looks inside
  merged_into uuid
) WITH (fillfactor = 70);
CREATE INDEX contact_state_last_day ON contact_state (last_day, contact_id) WHERE merged_into IS NULL;

-- Ids that once named a contact and now name its survivor: always one step, never a chain.
CREATE TABLE contact_aliases (
  alias_id uuid PRIMARY KEY,
  contact_id uuid NOT NULL,
  api smallint NOT NULL
);
CREATE INDEX contact_aliases_contact ON contact_aliases (contact_id);

CREATE TABLE contact_identifiers (          -- source `email`: the address in lower case
  source text NOT NULL,
  identifier text NOT NULL,
  contact_id uuid NOT NULL,
  PRIMARY KEY (source, identifier)
);
CREATE INDEX contact_identifiers_contact ON contact_identifiers (contact_id);
-- E-mail addresses are searched with the names.
CREATE INDEX contact_identifiers_search ON contact_identifiers USING gin (lower(identifier) gin_trgm_ops) WHERE source <> 'email';

CREATE TABLE contact_merges (
  survivor_id uuid NOT NULL,
  merged_id uuid NOT NULL,
  merged_at timestamptz NOT NULL,
  PRIMARY KEY (survivor_id, merged_id)
);

CREATE TABLE activities (
  contact_id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  id uuid NOT NULL,                         -- UUIDv7: its first 48 bits are the time of receipt
  visit_id uuid NOT NULL,
  parent_id uuid,                           -- the page view that it belongs to
  channel_id int NOT NULL,
  definition_id int NOT NULL,
  points int NOT NULL DEFAULT 0,            -- as the definition said when it happened
  monetary numeric(19, 4),
  currency text,
  value text,
  url text,
  referrer text,
  data jsonb,
  PRIMARY KEY (contact_id, occurred_at, id)
) PARTITION BY RANGE (occurred_at);
CREATE TABLE activities_rest PARTITION OF activities DEFAULT;
CREATE INDEX activities_occurred_at ON activities USING brin (occurred_at) WITH (pages_per_range = 32, autosummarize = on);

CREATE TABLE visits (
  contact_id uuid NOT NULL,
  id uuid NOT NULL,                         -- the id of the activity that began it
  device_id uuid NOT NULL,
  channel_id int NOT NULL,
  started_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  flushed boolean NOT NULL DEFAULT false,
  activities int NOT NULL,
  page_views int NOT NULL,
  points bigint NOT NULL,
  campaign_id int,
  entry_url text,
  exit_url text,
  referrer text,
  PRIMARY KEY (contact_id, id)
) WITH (fillfactor = 85);
CREATE INDEX visits_started_at ON visits (started_at, id);
CREATE INDEX visits_id ON visits (id);

CREATE TABLE contact_days (                 -- exact unique contacts of any period
  day date NOT NULL,
  contact_id uuid NOT NULL,
  PRIMARY KEY (day, contact_id)
);

CREATE TABLE daily_counts (
  day date NOT NULL,
  channel_id int NOT NULL,
  definition_id int NOT NULL,
  activities bigint NOT NULL,
  PRIMARY KEY (day, channel_id, definition_id)
) WITH (fillfactor = 50);

CREATE TABLE consent_agreements (           -- an append-only log: a revocation is a row of its own
  contact_id uuid NOT NULL,
  id uuid NOT NULL,
  consent_id int NOT NULL,
  consent_hash text NOT NULL,               -- of the text that was in force
  channel_id int NOT NULL,
  agreed boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (contact_id, id)
);
CREATE INDEX consent_agreements_version ON consent_agreements (consent_id, consent_hash);
