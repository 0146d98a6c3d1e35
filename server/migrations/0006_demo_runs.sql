-- What `waymark demo` has filled in, so that no seed comes twice and what is there can be told from what is real: people
-- of the demo are those with visits in its channels (features/demo/demo-document.ts).

CREATE TABLE demo_runs (
  seed bigint PRIMARY KEY,
  people int NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  began_at timestamptz NOT NULL,
  reached_at timestamptz                    -- all visits that began before it are stored; null while it runs or after a crash
);
