-- A plan whose last day had passed when the latest article was printed is told apart from one that is still to come, also in SQL.
DROP VIEW occasions;
CREATE VIEW occasions AS
    SELECT o.key AS occasion, o.kind, o.status, o.certainty, o.time, o.first, o.last, o.place, o.place_country, o.reports,
           o.articles, o.sources, o.contradictions,
           o.status IN ('planned', 'proposed') AND coalesce(o.last < (SELECT max(day) FROM article), 0) AS unconfirmed
    FROM occasion o;
