-- What happened to each change, one row an event, each bound to the one before it.
CREATE TABLE entry (
    number BIGINT PRIMARY KEY NOT NULL,
    change_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    -- The change as it was then, as JSON; NULL once it was purged.
    body TEXT,
    -- SHA-256 of the body, which stays.
    digest TEXT NOT NULL,
    -- HMAC-SHA-256 over the row and the one before it.
    mac TEXT NOT NULL
);
CREATE INDEX entry_by_change ON entry (change_id, number);

-- Each change as it is now.
CREATE TABLE change (
    id TEXT PRIMARY KEY NOT NULL,
    org TEXT NOT NULL,
    created TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX change_by_org ON change (org, created);
