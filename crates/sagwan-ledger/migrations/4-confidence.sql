-- How sure the reader is of a report, among what may be asked for in SQL and is exported.
DROP VIEW events;
CREATE VIEW events AS
    SELECT e.key AS event, a.key AS article, a.published, e.type, e.kind, e.cameo, e.status,
           e.certainty, e.time, e.first, e.last, e.place, e.place_country, e.duration, e.closed_door, e.topics,
           o.key AS occasion, substr(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start) AS trigger,
           substr(a.text, e.evidence_start + 1, e.evidence_end - e.evidence_start) AS evidence,
           e.evidence_start, e.evidence_end, a.superseded_by IS NULL AS current, e.confidence / 100.0 AS confidence
    FROM event e JOIN article a ON a.id = e.article LEFT JOIN occasion o ON o.id = e.occasion;
