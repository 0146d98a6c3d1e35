-- Visits that a campaign brought, newest first: lists of activities begin with them. A visit without a campaign costs it
-- nothing. Does not break a server of the version before.
CREATE INDEX visits_campaign ON visits (campaign_id, started_at) WHERE campaign_id IS NOT NULL;
-- And those that began at an address with campaign parameters, whichever they are.
CREATE INDEX visits_tagged ON visits (started_at) WHERE entry_url ~* 'utm_';
