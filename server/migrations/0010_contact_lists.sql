-- Lists of contacts: every order and every filter from an index, and none of them on the way of an event
-- (docs/decisions/0013-lists-of-contacts.md). It reads all visits and writes all contacts once: a minute for a million
-- contacts with ten million activities. Does not break a server of the version before, but for contacts that it stores: stop it first.

-- How the visitor came, as far as the referrer says: a place in the list of domain/traffic-channel.ts, whose rule this is
-- for the visits of before.
ALTER TABLE visits ADD COLUMN referrer_channel smallint NOT NULL DEFAULT 0;
UPDATE visits AS v SET referrer_channel = CASE
  WHEN h.host ~ '^(?:(?:m\.|images\.|news\.)?google\.(?:com?\.)?[a-z]{2,3}|(?:cn\.)?bing\.com|(?:[a-z0-9-]+\.)*search\.yahoo\.(?:com|co\.jp)|(?:m\.)?baidu\.com|(?:m\.)?yandex\.[a-z]{2,3}|ya\.ru|(?:m\.)?search\.naver\.com|(?:m\.)?sogou\.com|(?:html\.)?duckduckgo\.com|ecosia\.org|qwant\.com|startpage\.com|search\.brave\.com|kagi\.com|search\.seznam\.cz|swisscows\.com|mojeek\.com|metager\.(?:de|org)|ask\.com|search\.aol\.com|com\.google\.android\.googlequicksearchbox)$' THEN 1
  WHEN h.host ~ '(?:^|\.)(?:facebook\.com|fb\.me|instagram\.com|threads\.(?:net|com)|twitter\.com|x\.com|t\.co|linkedin\.com|lnkd\.in|youtube\.com|youtu\.be|pinterest\.[a-z.]{2,6}|pin\.it|reddit\.com|redd\.it|tiktok\.com|snapchat\.com|bsky\.app|mastodon\.social|whatsapp\.com|wa\.me|telegram\.(?:org|me)|t\.me|vk\.com|ok\.ru|weibo\.(?:com|cn)|tumblr\.com|quora\.com|xing\.com|discord\.com|twitch\.tv|news\.ycombinator\.com)$' THEN 2
  ELSE 3 END
FROM (
  SELECT contact_id, id,
    regexp_replace(substring(lower(referrer) FROM '^[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:]+)'), '^www\.', '') AS host,
    regexp_replace(substring(lower(entry_url) FROM '^[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:]+)'), '^www\.', '') AS own
  FROM visits WHERE referrer IS NOT NULL
) AS h
WHERE v.contact_id = h.contact_id AND v.id = h.id AND h.host IS NOT NULL AND h.host IS DISTINCT FROM h.own;

ALTER TABLE contact_state
  ADD COLUMN facets int[] NOT NULL DEFAULT '{}',   -- what it can be found by: domain/contact-facets.ts
  -- A contact is settled some time after its last activity: its sums are copied to these columns, which are indexed, as
  -- those that change at each event may not be. Whatever changes it, unsettles it by setting the first one to null; the
  -- others then mean nothing.
  ADD COLUMN settled_last_at timestamptz,          -- -infinity for one that never did anything
  ADD COLUMN settled_first_at timestamptz,
  ADD COLUMN settled_activities bigint,
  ADD COLUMN settled_visits int,
  ADD COLUMN settled_points bigint,
  ADD COLUMN settled_value float8;                 -- points by visits; -infinity for one that never visited

-- What contacts and those merged into them did: goals, outcomes and campaigns by their number, the others from 2^27 on.
WITH facts AS (
  SELECT a.contact_id, a.definition_id AS facet FROM activities a JOIN definitions d ON d.id = a.definition_id
    WHERE d.kind IN ('goal', 'outcome', 'campaign')
  UNION SELECT contact_id, (1 << 27) + channel_id FROM visits
  UNION SELECT contact_id, (2 << 27) + referrer_channel FROM visits
  UNION SELECT contact_id, (3 << 27) + array_position(ARRAY['desktop', 'mobile', 'tablet', 'tv', 'bot'], device ->> 'type') - 1
    FROM visits WHERE device ->> 'type' IN ('desktop', 'mobile', 'tablet', 'tv', 'bot')
  UNION SELECT contact_id, (4 << 27) + (ascii(location ->> 'country') - 65) * 26 + ascii(substr(location ->> 'country', 2)) - 65
    FROM visits WHERE location ->> 'country' ~ '^[A-Z][A-Z]$'
  UNION SELECT contact_id, (5 << 27) + classification FROM contact_state
), found AS (
  SELECT coalesce(m.contact_id, f.contact_id) AS contact_id, array_agg(DISTINCT f.facet) AS facets
  FROM facts f LEFT JOIN contact_aliases m ON m.alias_id = f.contact_id GROUP BY 1
)
UPDATE contact_state AS s SET
  facets = f.facets,
  settled_last_at = CASE WHEN merged_into IS NULL THEN coalesce(last_at, '-infinity') END,
  settled_first_at = coalesce(first_at, '-infinity'), settled_activities = activities, settled_visits = visits,
  settled_points = points, settled_value = coalesce(points::float8 / nullif(visits, 0), '-infinity')
FROM found AS f WHERE f.contact_id = s.contact_id;

-- Those that are not settled take the place of the days of activity, by which lists were ordered before.
DROP INDEX contact_state_last_day;
CREATE INDEX contact_state_unsettled ON contact_state (contact_id) WHERE settled_last_at IS NULL AND merged_into IS NULL;
CREATE INDEX contact_state_by_last_at ON contact_state (settled_last_at, contact_id) WHERE settled_last_at IS NOT NULL;
CREATE INDEX contact_state_by_first_at ON contact_state (settled_first_at, contact_id) WHERE settled_last_at IS NOT NULL;
CREATE INDEX contact_state_by_activities ON contact_state (settled_activities, contact_id) WHERE settled_last_at IS NOT NULL;
CREATE INDEX contact_state_by_visits ON contact_state (settled_visits, contact_id) WHERE settled_last_at IS NOT NULL;
CREATE INDEX contact_state_by_points ON contact_state (settled_points, contact_id) WHERE settled_last_at IS NOT NULL;
CREATE INDEX contact_state_by_value ON contact_state (settled_value, contact_id) WHERE settled_last_at IS NOT NULL;
-- A list of what is yet to be sorted in would be read at every question: 256 kB of it take a millisecond.
CREATE INDEX contact_state_facets ON contact_state USING gin (facets) WITH (gin_pending_list_limit = 256)
  WHERE settled_last_at IS NOT NULL;

-- What people said of themselves, searched field by field: each value behind the name of its field. Anonymous contacts
-- cost it nothing.
CREATE INDEX contacts_fields ON contacts USING gin ((
  lower(coalesce(E'\nemail=' || email, '') || coalesce(E'\nfirstname=' || first_name, '') || coalesce(E'\nmiddlename=' || middle_name, '')
    || coalesce(E'\nlastname=' || last_name, '') || coalesce(E'\ngender=' || gender, '') || coalesce(E'\njobtitle=' || job_title, '')
    || coalesce(E'\ncompanyname=' || company_name, '') || coalesce(E'\nmobilephone=' || mobile_phone, '')
    || coalesce(E'\nbusinessphone=' || business_phone, '') || coalesce(E'\naddress1=' || address1, '') || coalesce(E'\ncity=' || city, '')
    || coalesce(E'\nzip=' || zip, '') || coalesce(E'\ncountry=' || country, '') || coalesce(E'\nstate=' || state, '')
    || coalesce(E'\nnotes=' || notes, ''))
) gin_trgm_ops);
