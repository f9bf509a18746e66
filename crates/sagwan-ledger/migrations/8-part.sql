-- What an occasion is called by itself, of what rank a visit is, and during which other event of its article it takes place (by
-- number), where the text tells it. Articles kept before tell it once they are read again.
ALTER TABLE event ADD COLUMN name TEXT;
ALTER TABLE event ADD COLUMN rank TEXT;
ALTER TABLE event ADD COLUMN part_of INTEGER;
DROP VIEW events;
CREATE VIEW events AS
    SELECT e.key AS event, a.key AS article, a.published, e.type, e.kind, e.cameo, e.status,
           e.certainty, e.time, e.first, e.last, e.place, e.place_country, e.duration, e.closed_door, e.topics,
           o.key AS occasion, substr(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start) AS trigger,
           substr(a.text, e.evidence_start + 1, e.evidence_end - e.evidence_start) AS evidence,
           e.evidence_start, e.evidence_end, a.superseded_by IS NULL AND NOT e.rejected AS current,
           e.confidence / 100.0 AS confidence, e.name, e.rank, a.key || '-e' || e.part_of AS part_of
    FROM event e JOIN article a ON a.id = e.article LEFT JOIN occasion o ON o.id = e.occasion;

-- On whose word a report tells what it tells.
CREATE VIEW sources AS
    SELECT e.key AS event, x.key AS actor, coalesce(x.name, f.name) AS name,
           coalesce(x.country, nullif(f.country, '')) AS country, c.channel
    FROM cited c JOIN event e ON e.id = c.event
    JOIN appearance ap ON ap.id = c.appearance JOIN form f ON f.id = ap.form LEFT JOIN actor x ON x.id = f.actor;
