-- What administrators set up: small tables, read whole into every process's memory (catalogue/snapshot.ts).
-- Every change adds one to installation.catalogue_version and notifies the channel `waymark_catalogue`.

CREATE TABLE installation (
  id int PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  catalogue_version bigint NOT NULL DEFAULT 0,
  set_up_at timestamptz
);
INSERT INTO installation DEFAULT VALUES;

CREATE TABLE languages (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL,
  name text NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  fallback_id int REFERENCES languages
);
CREATE UNIQUE INDEX languages_code_key ON languages (lower(code));
CREATE UNIQUE INDEX languages_one_default ON languages (is_default) WHERE is_default;

CREATE TABLE consents (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  guid uuid NOT NULL UNIQUE,
  name text NOT NULL,
  display_name text NOT NULL,
  texts jsonb NOT NULL DEFAULT '{}',        -- { "en": { "shortText": "<p>…</p>", "fullText": "<p>…</p>" } }
  hash text NOT NULL,                       -- SHA-256 of the texts of all languages, 64 hex digits
  modified_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX consents_name_key ON consents (lower(name));

CREATE TABLE consent_archive (              -- texts that somebody agreed to and that have changed since
  consent_id int NOT NULL REFERENCES consents,
  hash text NOT NULL,
  texts jsonb NOT NULL,
  archived_at timestamptz NOT NULL,
  PRIMARY KEY (consent_id, hash)
);

CREATE TABLE channels (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  guid uuid NOT NULL UNIQUE,
  name text NOT NULL,
  code_name text NOT NULL,
  language_id int REFERENCES languages,
  require_consent_id int REFERENCES consents,
  allow_provisional boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX channels_code_name_key ON channels (lower(code_name));

CREATE TABLE api_keys (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  guid uuid NOT NULL UNIQUE,
  channel_id int NOT NULL REFERENCES channels,
  name text NOT NULL,
  access text NOT NULL CHECK (access IN ('sitecore', 'tracking', 'published', 'draft')),
  public_key uuid UNIQUE,                   -- access sitecore: a public identifier, kept readable
  secret_hash text UNIQUE,                  -- every other access: SHA-256 of the secret, 64 hex digits
  cors_origins text NOT NULL DEFAULT '',    -- access sitecore: `;`-separated, as typed
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  modified_at timestamptz NOT NULL,
  CHECK ((access = 'sitecore') = (public_key IS NOT NULL)),
  CHECK ((access = 'sitecore') = (secret_hash IS NULL))
);
CREATE UNIQUE INDEX api_keys_name_key ON api_keys (channel_id, lower(name));

CREATE TABLE definitions (                  -- goals, page events, outcomes, campaigns and activity types
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  guid uuid NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('goal', 'event', 'outcome', 'campaign', 'activityType')),
  name text NOT NULL,                       -- the code name or alias that clients send
  display_name text NOT NULL,
  description text NOT NULL DEFAULT '',
  points int NOT NULL DEFAULT 0,            -- goals and events
  era text,                                 -- outcomes: the label of the era that it starts
  traffic_channel text,                     -- campaigns
  enabled boolean NOT NULL DEFAULT true,
  built_in boolean NOT NULL DEFAULT false,
  provisional boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX definitions_name_key ON definitions (kind, lower(name));

-- The activity types that both tracking APIs share. Fixed GUIDs, so that every installation agrees; that of the
-- page visit is the page view definition that the Sitecore product documents (docs/spec/sitecore.md §2.2).
INSERT INTO definitions (guid, kind, name, display_name, built_in, created_at) VALUES
  ('9326cb1e-cec8-48f2-9a3e-91c7dbb2166c', 'activityType', 'pagevisit', 'Page visit', true, now()),
  ('0d1c7a52-6f0e-4d7c-9a53-5a1f0c2b7e01', 'activityType', 'click', 'Click', true, now()),
  ('0d1c7a52-6f0e-4d7c-9a53-5a1f0c2b7e02', 'activityType', 'datainput', 'Data input', true, now());

CREATE TABLE contact_fields (               -- fields that an installation adds to contacts
  name text PRIMARY KEY,
  label text NOT NULL,
  type text NOT NULL
);

CREATE TABLE contact_groups (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  display_name text NOT NULL,
  condition jsonb NOT NULL
);
CREATE UNIQUE INDEX contact_groups_name_key ON contact_groups (lower(name));

CREATE TABLE settings (                     -- only what differs from the defaults in catalogue/settings.ts
  name text PRIMARY KEY,
  value jsonb NOT NULL
);

CREATE TABLE users (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL,
  password_hash text NOT NULL,              -- argon2id in PHC string format
  role text NOT NULL CHECK (role IN ('admin', 'marketer', 'privacy', 'viewer')),
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_email_key ON users (lower(email));

CREATE TABLE tokens (                       -- of the management API
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  secret_hash text NOT NULL UNIQUE,         -- SHA-256 of the token, 64 hex digits
  role text NOT NULL CHECK (role IN ('admin', 'marketer', 'privacy', 'viewer')),
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX tokens_name_key ON tokens (lower(name));
