-- Secrets that a person may fetch once, sealed under the key of the chain, which lies elsewhere.
CREATE TABLE handover (
    id TEXT PRIMARY KEY NOT NULL,
    org TEXT NOT NULL,
    expires TEXT NOT NULL,
    sealed TEXT NOT NULL
);

-- How often each operation was called, and what came of it. Without arguments.
CREATE TABLE tally (
    org TEXT NOT NULL,
    day TEXT NOT NULL,
    operation TEXT NOT NULL,
    outcome TEXT NOT NULL,
    calls BIGINT NOT NULL,
    PRIMARY KEY (org, day, operation, outcome)
);
