"""The ledger through Python is that of the command: what it says, how it is asked, what it refuses."""

import datetime
import json

import pyarrow as pa
import pytest
import sagwan
from conftest import TALKS


@pytest.fixture(scope="module")
def theirs(command, news, tmp_path_factory):
    """A ledger that the command filled."""
    path = tmp_path_factory.mktemp("theirs") / "theirs.db"
    command("ingest", "--ledger", path, news)
    return path


@pytest.fixture(scope="module")
def ledger(articles, tmp_path_factory):
    """The same articles, through Python."""
    ledger = sagwan.Ledger(tmp_path_factory.mktemp("ours") / "ours.db")
    came = ledger.ingest(articles)
    assert came["new"] + came["revised"] + came["known"] == len(articles) and came["failed"] == 0
    return ledger


def test_contents_are_those_of_the_command(command, theirs, ledger, articles, tmp_path):
    expected = command("check", "--contents", "--ledger", theirs)
    assert ledger.contents() == expected.strip() == sagwan.Ledger(theirs, read_only=True).contents()
    # Again changes nothing, and a table is the same as a list.
    again = ledger.ingest(articles)
    assert again["new"] == again["revised"] == 0 and ledger.contents() == expected.strip()
    names = sorted({name for article in articles for name in article})
    table = pa.table({name: [article.get(name) for article in articles] for name in names})
    other = sagwan.Ledger(tmp_path / "arrow.db")
    other.ingest(table, threads=1)
    assert other.contents() == expected.strip()


def test_records_beside_their_texts_are_not_read_again(command, theirs, articles, tmp_path):
    names = ["published", "publisher", "retrieved", "text", "title", "url"]
    table = pa.table({name: [article.get(name) for article in articles] for name in names})
    read = sagwan.read_arrow(table, keep=names).to_pyarrow()
    ledger = sagwan.Ledger(tmp_path / "records.db")
    # A reader that reads otherwise would leave its trace.
    ledger.ingest(read, reader=sagwan.Reader(min_confidence=1))
    assert ledger.contents() == command("check", "--contents", "--ledger", theirs).strip()
    other = read.set_column(read.column_names.index("text"), "text", read["text"].take(list(range(1, len(read))) + [0]))
    with pytest.raises(ValueError, match="from another text"):
        sagwan.Ledger(tmp_path / "mixed.db").ingest(other)


@pytest.mark.parametrize(
    "listing, asked, typed",
    [
        ("events", {}, []),
        ("events", {"country": ["KR"], "status": "occurred"}, ["--country", "KR", "--status", "occurred"]),
        ("events", {"kind": ["talks", "visit"], "start": "2015-01", "end": "2015-01"}, ["--kind", "talks,visit", "--from", "2015-01", "--to", "2015-01"]),
        ("statements", {"words": "협력", "act": "say"}, ["협력", "--act", "say"]),
        ("actors", {"kind": "person"}, ["--kind", "person"]),
        ("actors", {"review": True}, ["--review"]),
        ("occasions", {}, []),
        ("occasions", {"min_sources": 2}, ["--min-sources", "2"]),
        ("occasions", {"disputed": True}, ["--disputed"]),
        ("occasions", {"country": "한국"}, ["--country", "한국"]),
        ("upcoming", {"start": datetime.date(2015, 1, 1)}, ["--from", "2015"]),
        ("search", {"words": "회담 -방문"}, ["회담 -방문"]),
    ],
)
def test_listings_are_those_of_the_command(command, theirs, ledger, listing, asked, typed):
    expected = [json.loads(line) for line in command(listing, "--json", "--all", "--ledger", theirs, *typed).splitlines()]
    found = getattr(ledger, listing)(**asked).to_pyarrow().to_pylist()

    def known(line):
        # Arrow has every member in every row, the JSON leaves empty ones away.
        if isinstance(line, dict):
            return {name: known(value) for name, value in line.items() if value not in (None, "")}
        return [known(value) for value in line] if isinstance(line, list) else line

    assert list(map(known, found)) == list(map(known, expected))
    # Made-up newswire neither contradicts itself nor needs a person to look at it.
    assert found or asked.keys() & {"review", "disputed"}
    few = getattr(ledger, listing)(limit=3, **asked).to_pyarrow().to_pylist()
    assert few == found[:3]


def test_an_occasion_is_that_of_the_command(command, theirs, ledger):
    [first, *_] = ledger.occasions(min_sources=2, limit=1).to_pyarrow().to_pylist()
    expected = json.loads(command("occasion", "show", first["occasion"], "--json", "--ledger", theirs))
    assert ledger.occasion(first["occasion"]) == expected
    report = expected["reports"][0]
    record = ledger.record(report["article"])
    start, end = report["span"]
    assert record.text[start:end] == report["evidence"]
    for wrong in (ledger.occasion, ledger.record):
        with pytest.raises((ValueError, OSError)):
            wrong("nothing")


def test_ties_count_occasions(ledger):
    ties = ledger.ties("countries", limit=5).to_pyarrow().to_pylist()
    counts = [tie["occasions"] for tie in ties]
    assert len(ties) == 5 and counts == sorted(counts, reverse=True)
    first = ties[0]
    both = ledger.occasions(country=[first["a"]["country"], first["b"]["country"]], status=["occurred", "underway"])
    assert len(both) == first["occasions"]
    people = ledger.ties("people", country=first["a"]["country"]).to_pyarrow().to_pylist()
    assert people and all(first["a"]["country"] in (tie["a"]["country"], tie["b"]["country"]) for tie in people)
    with pytest.raises(ValueError, match="no ties between cities"):
        ledger.ties("cities")


def test_sql_answers_in_columns_of_their_types(ledger):
    answer = ledger.sql("SELECT kind, count(*) AS n, avg(sources) AS mean, NULL AS none FROM occasions GROUP BY kind ORDER BY n DESC;")
    table = answer.to_pyarrow()
    assert [str(kind) for kind in table.schema.types] == ["string", "int64", "double", "string"]
    assert sum(table["n"].to_pylist()) == len(ledger.occasions())
    assert len(ledger.sql("SELECT 1 AS one WHERE 0")) == 0
    mixed = ledger.sql("SELECT 1 AS x UNION ALL SELECT 'a'").to_pyarrow()
    assert mixed["x"].to_pylist() == ["1", "a"]


def test_nothing_can_be_changed_by_asking(ledger):
    before = ledger.contents()
    for question in (
        "DELETE FROM article",
        "UPDATE article SET title = 'x'",
        "DROP TABLE article",
        "INSERT INTO actor DEFAULT VALUES",
        "ATTACH 'other.db' AS other; CREATE TABLE other.x (y)",
        "PRAGMA journal_mode = delete",
        "SELEKT 1",
    ):
        with pytest.raises(ValueError, match="SQL"):
            ledger.sql(question)
    assert ledger.contents() == before
    with pytest.raises(ValueError, match="too long"):
        ledger.sql("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n", patience=0.2)
    with pytest.raises(ValueError, match="two columns"):
        ledger.sql("SELECT 1 AS x, 2 AS x")


def test_what_a_listing_does_not_know_is_said(ledger):
    for wrong in (
        lambda: ledger.actors(place="프라하"),
        lambda: ledger.actors(start="2018"),
        lambda: ledger.events(min_sources=2),
        lambda: ledger.statements(kind="talks"),
        lambda: ledger.search("회담", certainty="stated"),
        lambda: ledger.events(colour="red"),
    ):
        with pytest.raises(TypeError, match="knows no"):
            wrong()
    for wrong in (
        lambda: ledger.events(kind="picnic"),
        lambda: ledger.statements(act="bluster"),
        lambda: ledger.events(start="soon"),
        lambda: ledger.occasions(country="Atlantis"),
        lambda: ledger.search("-"),
    ):
        with pytest.raises(ValueError):
            wrong()


def test_files(tmp_path):
    with pytest.raises(FileNotFoundError):
        sagwan.Ledger(tmp_path / "none.db", read_only=True)
    (tmp_path / "text.db").write_text("no ledger" * 1000)
    with pytest.raises(OSError):
        sagwan.Ledger(tmp_path / "text.db")
    ledger = sagwan.Ledger(tmp_path / "new.db")
    assert repr(ledger).endswith("0 articles, 0 events, 0 statements, 0 actors, 0 occasions>")
    # One sees what another wrote.
    sagwan.Ledger(ledger.path).ingest([{"text": TALKS, "published": "2026-11-21"}], reader=sagwan.Reader())
    assert len(ledger.occasions()) > 0 and ledger.path == tmp_path / "new.db"
    with pytest.raises(ValueError, match="has no text"):
        ledger.ingest([{"title": "x"}])
