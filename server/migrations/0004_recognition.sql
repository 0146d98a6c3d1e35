-- What a visit notes of its client, and whether contacts are people. Every new column has a constant default: no table is
-- written anew.

ALTER TABLE visits
  ADD COLUMN robot boolean NOT NULL DEFAULT false,      -- by its user agent
  ADD COLUMN device jsonb,                              -- domain/visit-client.ts
  ADD COLUMN location jsonb,
  ADD COLUMN address text;                              -- as far as the setting addresses.store allowed
-- For lists without robots: it holds robots only, so a person's visit costs it nothing.
CREATE INDEX visits_robot ON visits (id) WHERE robot;

ALTER TABLE contact_state
  ADD COLUMN classification smallint NOT NULL DEFAULT 0;  -- 0 unknown, 1 robot, 2 human
