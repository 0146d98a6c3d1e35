-- Who is signed in to the admin, and how each likes its screens.

CREATE TABLE sessions (
  secret_hash text PRIMARY KEY,             -- SHA-256 of what the cookie holds, 64 hex digits
  user_id int NOT NULL REFERENCES users ON DELETE CASCADE,
  began_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL,             -- within some minutes
  user_agent text NOT NULL                  -- so that people recognise their sessions
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE user_preferences (
  user_id int NOT NULL REFERENCES users ON DELETE CASCADE,
  name text NOT NULL,
  value jsonb NOT NULL,
  PRIMARY KEY (user_id, name)
);
