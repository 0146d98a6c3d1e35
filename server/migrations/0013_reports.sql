-- What reports need of visits, summed up by day, in the time zone of the setting reports.timeZone. Made from visits and
-- activities when a report first asks for a day, and made anew when the day has changed since: never written on the way of
-- an event (docs/decisions/0014-reports-from-summed-up-days.md). No personal data, and nothing that a merge changes.

-- How often a day was changed after it was over: by late events, and by visits that went on past midnight.
CREATE TABLE report_changes (
  day date PRIMARY KEY,
  changes bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE report_days (                  -- the days that are summed up
  day date PRIMARY KEY,
  time_zone text NOT NULL,
  changes bigint NOT NULL,                  -- of report_changes at that time
  made_at timestamptz NOT NULL
);

CREATE TABLE report_visits (                -- visits by the day on which they began, with all that happened in them
  dimension smallint NOT NULL,              -- features/reports/dimensions.ts
  day date NOT NULL,
  channel_id int NOT NULL,
  robot boolean NOT NULL,
  number int NOT NULL,                      -- campaign or goal; 0 for none
  text text NOT NULL,                       -- referrer channel, path, type of device, country; empty for none
  visits int NOT NULL,
  bounces int NOT NULL,
  conversions int NOT NULL,                 -- visits with a goal
  points bigint NOT NULL,
  page_views bigint NOT NULL,
  goals bigint NOT NULL,
  events bigint NOT NULL,
  outcomes bigint NOT NULL,
  campaigns bigint NOT NULL,
  clicks bigint NOT NULL,
  data_inputs bigint NOT NULL,
  customs bigint NOT NULL,
  reached bigint NOT NULL,                  -- of a goal: how often it was reached
  reached_points bigint NOT NULL,           -- and what that was worth
  money jsonb,                              -- of outcomes: { "USD": 1337.0000 }
  durations smallint[],                     -- of visits that did not bounce: steps of features/reports/durations.ts
  duration_visits int[],                    -- and how many visits took that long
  PRIMARY KEY (dimension, day, channel_id, robot, number, text)
);
