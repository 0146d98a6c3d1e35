-- Who writes rejected events: one run of a process, and the number of the batch that it stored last. A batch whose commit
-- nobody heard of is sent again, and stored once.
CREATE TABLE rejected_writers (
  id uuid PRIMARY KEY,
  batch bigint NOT NULL,
  written_at timestamptz NOT NULL
);
