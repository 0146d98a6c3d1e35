-- Activities of one kind or type, newest first, however few they are among the others. Page views (definition 1, the first
-- that 0001_catalogue.sql makes) are most of them and need no index: BRIN finds their time, and in it they are everywhere.
-- Does not break a server of the version before. It holds writes off while it is built: seconds for ten million activities.
CREATE INDEX activities_definition ON activities (definition_id, occurred_at, id) WHERE definition_id <> 1;
