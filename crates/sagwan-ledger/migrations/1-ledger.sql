-- Tables are the ledger's own and may change from one schema to the next; the views at the end are the stable face of
-- it (docs/ledger.md). Dates are ISO 8601 text, spans count code points of article.text.

-- What wrote a record: program, analyser and rules.
CREATE TABLE generator (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- One kept text, without headline, white space and marks: printed word for word elsewhere, it is the same wording.
CREATE TABLE wording (
    id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL UNIQUE,
    sentences INTEGER NOT NULL,
    family INTEGER REFERENCES family ON DELETE SET NULL
) STRICT;

-- What every sentence of a wording is known by, on each day (its number since the year 1; 0 when not known) on which it was
-- printed: most of it survives light rewrites and shortened copies.
CREATE TABLE fingerprint (
    hash INTEGER NOT NULL,
    day INTEGER NOT NULL,
    wording INTEGER NOT NULL REFERENCES wording ON DELETE CASCADE,
    PRIMARY KEY (hash, day, wording)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprint_of_wording ON fingerprint (wording);

-- Wordings that are one story.
CREATE TABLE family (
    id INTEGER PRIMARY KEY,
    origin TEXT
) STRICT;
CREATE INDEX wording_of_family ON wording (family);

-- One revision of an article.
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    url TEXT,
    title TEXT,
    published TEXT,
    day TEXT,
    retrieved TEXT,
    publisher TEXT,
    agency TEXT,
    text TEXT NOT NULL,
    handed_in TEXT NOT NULL,
    record BLOB NOT NULL,
    record_hash INTEGER NOT NULL,
    generator INTEGER NOT NULL REFERENCES generator,
    wording INTEGER NOT NULL REFERENCES wording,
    superseded_by INTEGER REFERENCES article ON DELETE SET NULL,
    added TEXT NOT NULL
) STRICT;
CREATE INDEX article_at_address ON article (address);
CREATE INDEX article_by_day ON article (day, id);
CREATE INDEX article_of_wording ON article (wording);
CREATE INDEX article_of_generator ON article (generator);
CREATE INDEX article_superseded ON article (superseded_by) WHERE superseded_by IS NOT NULL;

-- Pairs of neighbouring syllables of title and text: finds 회담 in 회담을.
CREATE VIRTUAL TABLE article_text USING fts5 (
    pairs, content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- One way of naming somebody: what identity is decided on.
CREATE TABLE form (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    affiliation TEXT NOT NULL,
    titles TEXT NOT NULL,
    block TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,
    first TEXT,
    last TEXT,
    actor INTEGER REFERENCES actor ON DELETE SET NULL,
    UNIQUE (kind, name, country, affiliation, titles)
) STRICT;
CREATE INDEX form_in_block ON form (block);
CREATE INDEX form_of_actor ON form (actor);

-- Who somebody is, over all articles.
CREATE TABLE actor (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    aliases TEXT NOT NULL,
    external TEXT,
    block TEXT NOT NULL,
    review TEXT,
    articles INTEGER NOT NULL
) STRICT;
CREATE INDEX actor_in_block ON actor (block);
CREATE INDEX actor_by_name ON actor (name);
CREATE INDEX actor_by_country ON actor (country);
CREATE INDEX actor_by_articles ON actor (articles DESC);

-- Offices an actor is named with, and from when to when.
CREATE TABLE office (
    actor INTEGER NOT NULL REFERENCES actor ON DELETE CASCADE,
    title TEXT NOT NULL,
    affiliation TEXT,
    first TEXT,
    last TEXT,
    articles INTEGER NOT NULL
) STRICT;
CREATE INDEX office_of_actor ON office (actor);

-- An actor of one article's record.
CREATE TABLE appearance (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    number INTEGER NOT NULL,
    form INTEGER NOT NULL REFERENCES form,
    UNIQUE (article, number)
) STRICT;
CREATE INDEX appearance_of_form ON appearance (form);

-- An event of one article's record: a report, seen from the occasion.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    number INTEGER NOT NULL,
    type TEXT NOT NULL,
    kind TEXT NOT NULL,
    cameo TEXT,
    status TEXT NOT NULL,
    certainty TEXT NOT NULL,
    time TEXT,
    first TEXT,
    last TEXT,
    -- Where it is listed: its first day, or that of the article, or nothing.
    day TEXT NOT NULL,
    place TEXT,
    place_country TEXT,
    duration TEXT,
    closed_door INTEGER,
    topics TEXT,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL,
    moved INTEGER NOT NULL,
    home TEXT,
    occasion INTEGER REFERENCES occasion ON DELETE SET NULL,
    joined TEXT,
    UNIQUE (article, number)
) STRICT;
CREATE INDEX event_by_day ON event (day, id);
CREATE INDEX event_by_kind ON event (kind, day, id);
CREATE INDEX event_by_status ON event (status, day, id);
CREATE INDEX event_at_home ON event (home);
CREATE INDEX event_of_occasion ON event (occasion);

CREATE TABLE participant (
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    appearance INTEGER NOT NULL REFERENCES appearance ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (event, appearance, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_appearance ON participant (appearance);

-- The states of an event's participants, in the order of listings.
CREATE TABLE event_country (
    country TEXT NOT NULL,
    day TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    PRIMARY KEY (country, day, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_country_event ON event_country (event);

-- Who is cited for an event.
CREATE TABLE cited (
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    appearance INTEGER NOT NULL REFERENCES appearance ON DELETE CASCADE,
    channel TEXT
) STRICT;
CREATE INDEX cited_for_event ON cited (event);
CREATE INDEX cited_appearance ON cited (appearance);

CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    number INTEGER NOT NULL,
    day TEXT NOT NULL,
    -- For whom the speaker acts.
    country TEXT,
    speaker INTEGER REFERENCES appearance ON DELETE CASCADE,
    mode TEXT NOT NULL,
    act TEXT NOT NULL,
    channel TEXT,
    certainty TEXT NOT NULL,
    time TEXT,
    event INTEGER REFERENCES event ON DELETE SET NULL,
    reported_by INTEGER REFERENCES appearance ON DELETE CASCADE,
    cue_start INTEGER,
    cue_end INTEGER,
    content_start INTEGER NOT NULL,
    content_end INTEGER NOT NULL,
    UNIQUE (article, number)
) STRICT;
CREATE INDEX statement_by_day ON statement (day, id);
CREATE INDEX statement_by_country ON statement (country, day, id);
CREATE INDEX statement_by_speaker ON statement (speaker);
CREATE INDEX statement_at_event ON statement (event);
CREATE INDEX statement_relayed ON statement (reported_by);

CREATE TABLE addressee (
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    appearance INTEGER NOT NULL REFERENCES appearance ON DELETE CASCADE,
    PRIMARY KEY (statement, appearance)
) STRICT, WITHOUT ROWID;
CREATE INDEX addressee_appearance ON addressee (appearance);

-- One event of the world, as all its reports tell it.
CREATE TABLE occasion (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    home TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    certainty TEXT NOT NULL,
    time TEXT,
    first TEXT,
    last TEXT,
    day TEXT NOT NULL,
    place TEXT,
    place_country TEXT,
    reports INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    contradictions INTEGER NOT NULL,
    hash INTEGER NOT NULL
) STRICT;
CREATE INDEX occasion_by_day ON occasion (day, id);
CREATE INDEX occasion_by_kind ON occasion (kind, day, id);
CREATE INDEX occasion_by_status ON occasion (status, day, id);
CREATE INDEX occasion_disputed ON occasion (day, id) WHERE contradictions > 0;
CREATE INDEX occasion_at_home ON occasion (home);

CREATE TABLE side (
    occasion INTEGER NOT NULL REFERENCES occasion ON DELETE CASCADE,
    actor INTEGER NOT NULL REFERENCES actor ON DELETE CASCADE,
    role TEXT NOT NULL,
    country TEXT,
    day TEXT NOT NULL,
    PRIMARY KEY (occasion, actor, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX side_actor ON side (actor, day, occasion);
CREATE INDEX side_country ON side (country, day, occasion);

-- What a person decided against the rules, by public report ids or actor names; it outlives every re-run.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    made TEXT NOT NULL,
    UNIQUE (what, a, b)
) STRICT;

-- Who somebody is by a user's own file.
CREATE TABLE authority (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    alias TEXT NOT NULL,
    country TEXT,
    office TEXT,
    from_day TEXT,
    to_day TEXT,
    external TEXT,
    block TEXT NOT NULL
) STRICT;
CREATE INDEX authority_in_block ON authority (block);

-- Who may write through the web.
CREATE TABLE token (
    hash TEXT PRIMARY KEY,
    made TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What waits to be settled: wordings, blocks of names, homes of occasions.
CREATE TABLE pending (
    what TEXT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (what, item)
) STRICT, WITHOUT ROWID;

CREATE VIEW articles AS
    SELECT a.key AS article, a.url, a.title, a.published, a.publisher, a.agency, w.family, f.origin,
           s.key AS superseded_by, a.text, g.name AS generator, a.added
    FROM article a JOIN wording w ON w.id = a.wording JOIN generator g ON g.id = a.generator
    LEFT JOIN family f ON f.id = w.family LEFT JOIN article s ON s.id = a.superseded_by;

CREATE VIEW events AS
    SELECT e.key AS event, a.key AS article, a.published, e.type, e.kind, e.cameo, e.status,
           e.certainty, e.time, e.first, e.last, e.place, e.place_country, e.duration, e.closed_door, e.topics,
           o.key AS occasion, substr(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start) AS trigger,
           substr(a.text, e.evidence_start + 1, e.evidence_end - e.evidence_start) AS evidence,
           e.evidence_start, e.evidence_end, a.superseded_by IS NULL AS current
    FROM event e JOIN article a ON a.id = e.article LEFT JOIN occasion o ON o.id = e.occasion;

CREATE VIEW participants AS
    SELECT e.key AS event, p.role, f.name AS named, f.titles, x.key AS actor, x.name, x.kind,
           x.country
    FROM participant p JOIN event e ON e.id = p.event
    JOIN appearance ap ON ap.id = p.appearance JOIN form f ON f.id = ap.form LEFT JOIN actor x ON x.id = f.actor;

CREATE VIEW statements AS
    SELECT s.key AS statement, a.key AS article, a.published, f.name AS named, x.key AS speaker,
           x.country, s.mode, s.act, s.channel, s.certainty, s.time,
           substr(a.text, s.content_start + 1, s.content_end - s.content_start) AS content,
           substr(a.text, s.cue_start + 1, s.cue_end - s.cue_start) AS cue, s.content_start, s.content_end,
           e.key AS event,
           a.superseded_by IS NULL AS current
    FROM statement s JOIN article a ON a.id = s.article LEFT JOIN event e ON e.id = s.event
    LEFT JOIN appearance ap ON ap.id = s.speaker LEFT JOIN form f ON f.id = ap.form
    LEFT JOIN actor x ON x.id = f.actor;

CREATE VIEW actors AS
    SELECT key AS actor, kind, name, country, aliases, external, articles, review FROM actor;

CREATE VIEW offices AS
    SELECT x.key AS actor, o.title, o.affiliation, o.first, o.last, o.articles
    FROM office o JOIN actor x ON x.id = o.actor;

CREATE VIEW occasions AS
    SELECT key AS occasion, kind, status, certainty, time, first, last, place, place_country, reports, articles,
           sources, contradictions FROM occasion;

CREATE VIEW sides AS
    SELECT o.key AS occasion, s.role, x.key AS actor, x.name, x.kind, x.country
    FROM side s JOIN occasion o ON o.id = s.occasion JOIN actor x ON x.id = s.actor;

CREATE VIEW reports AS
    SELECT o.key AS occasion, e.key AS event, e.joined
    FROM event e JOIN occasion o ON o.id = e.occasion;
