-- What people said of what the ledger doubts: who, when and why, one row a verdict; the last one of an item holds. An event is known
-- by its article, the place of the word that names it and which of several that this word names it is, so that another reader's
-- numbering does not matter.
CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    item TEXT NOT NULL,
    article TEXT,
    place INTEGER,
    nth INTEGER,
    verdict TEXT NOT NULL,
    field TEXT,
    value TEXT,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    made TEXT NOT NULL
) STRICT;
CREATE INDEX review_of_item ON review (what, item);
CREATE INDEX review_of_article ON review (article, place);

-- An event that is none, as somebody found.
ALTER TABLE event ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
DROP VIEW events;
CREATE VIEW events AS
    SELECT e.key AS event, a.key AS article, a.published, e.type, e.kind, e.cameo, e.status,
           e.certainty, e.time, e.first, e.last, e.place, e.place_country, e.duration, e.closed_door, e.topics,
           o.key AS occasion, substr(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start) AS trigger,
           substr(a.text, e.evidence_start + 1, e.evidence_end - e.evidence_start) AS evidence,
           e.evidence_start, e.evidence_end, a.superseded_by IS NULL AND NOT e.rejected AS current,
           e.confidence / 100.0 AS confidence
    FROM event e JOIN article a ON a.id = e.article LEFT JOIN occasion o ON o.id = e.occasion;
CREATE VIEW reviews AS
    SELECT what, item, verdict, field, value, who, why, made FROM review;
