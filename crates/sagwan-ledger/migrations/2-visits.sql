-- What was fetched, so that a server is asked only for what is newer: a feed with what it said of its version, a page without.
CREATE TABLE visit (
    address TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT
) STRICT, WITHOUT ROWID;
