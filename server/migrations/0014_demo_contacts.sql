-- Which contacts the demo has made, so that exactly they can be taken away again: each is written here before anything of
-- it is stored. Does not break a server of the version before, whose demo would have to be removed by that version.

CREATE TABLE demo_contacts (
  contact_id uuid PRIMARY KEY
);
-- Those of a demo that is there already: whoever has visits in its channels, and those into whom they were merged.
INSERT INTO demo_contacts (contact_id)
WITH visitors AS (
  SELECT DISTINCT v.contact_id
  FROM visits AS v JOIN channels AS c ON c.id = v.channel_id
  WHERE EXISTS (SELECT FROM demo_runs)
    AND c.guid BETWEEN 'de300000-0000-4000-8000-000000000000' AND 'de300000-0000-4000-8000-ffffffffffff'
)
SELECT contact_id FROM visitors
UNION
SELECT a.contact_id FROM visitors AS v JOIN contact_aliases AS a ON a.alias_id = v.contact_id;

-- Since when it is being removed; what a crash leaves then is removed by going on.
ALTER TABLE demo_runs ADD COLUMN removal_began_at timestamptz;
