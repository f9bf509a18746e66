-- Copies are told by what two texts share in all: a wording keeps what it is made of, and is found by fewer, longer runs.
-- What was kept before is made ready from its texts with the next settling.
DROP TABLE fingerprint;
CREATE TABLE fingerprint (
    hash INTEGER NOT NULL,
    day INTEGER NOT NULL,
    wording INTEGER NOT NULL REFERENCES wording ON DELETE CASCADE,
    PRIMARY KEY (hash, day, wording)
) STRICT, WITHOUT ROWID;
ALTER TABLE wording DROP COLUMN sentences;
ALTER TABLE wording ADD COLUMN marks BLOB NOT NULL DEFAULT x'';
ALTER TABLE wording ADD COLUMN shingles BLOB NOT NULL DEFAULT x'';
UPDATE wording SET family = NULL;
DELETE FROM family;
INSERT OR IGNORE INTO pending (what, item) SELECT 'wording', CAST(id AS TEXT) FROM wording;

-- Reports are joined by what weighs for it, the reader's own confidence (in hundredths) among it: all are joined anew.
ALTER TABLE event ADD COLUMN confidence INTEGER;
INSERT OR IGNORE INTO pending (what, item) SELECT DISTINCT 'home', home FROM event WHERE home IS NOT NULL;
INSERT OR IGNORE INTO pending (what, item) SELECT DISTINCT 'block', block FROM form;
