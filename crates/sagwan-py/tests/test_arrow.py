"""Tables in, tables out: the same records, whoever hands them in and whoever takes them."""

import datetime
import json

import polars
import pyarrow as pa
import pytest
import sagwan
from conftest import TALKS


def table(articles):
    names = ["text", "title", "published", "url", "publisher", "retrieved"]
    return pa.table({name: [article.get(name) for article in articles] for name in names if any(name in a for a in articles)})


def jsons(read):
    return [record and record.to_json() for record in sagwan.records(read)]


def test_records_are_those_of_the_command(articles, lines):
    given = table(articles)
    assert jsons(sagwan.read_arrow(given)) == lines
    # In batches of any size, on one thread or many, through any library.
    for size, threads in ((1, 1), (37, 2), (400, 0)):
        batches = pa.RecordBatchReader.from_batches(given.schema, given.slice(0, 400).to_batches(max_chunksize=size))
        assert jsons(sagwan.read_arrow(batches, threads=threads)) == lines[:400]
    assert jsons(sagwan.read_arrow(polars.from_arrow(given.slice(0, 100)))) == lines[:100]
    assert jsons(sagwan.read_arrow(given.slice(0, 100).to_pandas())) == lines[:100]
    assert jsons(sagwan.read_arrow(given.slice(0, 10).to_batches()[0])) == lines[:10]


def test_text_of_any_width_and_dates_of_any_type():
    expected = [sagwan.read(TALKS, "2026-11-21").to_json()]
    for text in (pa.string(), pa.large_string(), pa.string_view()):
        given = pa.table({"text": pa.array([TALKS], text), "date": ["2026-11-21"]})
        assert jsons(sagwan.read_arrow(given)) == expected
    day = pa.table({"text": [TALKS], "date": pa.array([datetime.date(2026, 11, 21)])})
    assert jsons(sagwan.read_arrow(day)) == expected
    dictionary = pa.table({"text": pa.array([TALKS]).dictionary_encode(), "date": ["2026-11-21"]})
    assert jsons(sagwan.read_arrow(dictionary)) == expected
    stamp = pa.table({"text": [TALKS], "date": pa.array([datetime.datetime(2026, 11, 20, 23)], pa.timestamp("us", "UTC"))})
    [record] = sagwan.records(sagwan.read_arrow(stamp))
    # In Seoul it was the next morning.
    assert record.article["published"].startswith("2026-11-21T08")


def test_columns_are_named_or_found():
    given = pa.table({"body": [TALKS], "x": ["2026-11-21"], "n": [5]})
    assert sagwan.read_arrow(given).to_pyarrow()["article"][0]["published"].as_py() is None
    read = sagwan.read_arrow(given, text="body", published="x", keep=["n", "x"]).to_pyarrow()
    assert read.column_names == ["n", "x", *sagwan.schema().names]
    assert read["n"].to_pylist() == [5] and read["article"][0]["published"].as_py() == "2026-11-21"
    for wrong, why in (
        ({"text": "none"}, "no column none: the table has body, x, n"),
        ({"keep": ["none"]}, "no column none"),
        ({"text": "n"}, None),
    ):
        if why:
            with pytest.raises(ValueError, match=why):
                sagwan.read_arrow(given, **wrong)
    with pytest.raises(ValueError, match="no column holds the text"):
        sagwan.read_arrow(given.select(["x"]))
    with pytest.raises(ValueError, match="cannot be kept"):
        sagwan.read_arrow(given.rename_columns(["body", "x", "notes"]), keep=["notes"])
    with pytest.raises(TypeError, match="does not speak Arrow"):
        sagwan.read_arrow([TALKS])


def test_a_row_without_text_is_a_row_with_notes():
    read = sagwan.read_arrow(pa.table({"id": [1, 2], "text": [None, TALKS]}), keep=["id"]).to_pyarrow()
    bad, good = read.to_pylist()
    assert bad["id"] == 1 and bad["article"] is None and bad["events"] is None
    assert [note["code"] for note in bad["notes"]] == ["text-missing"]
    assert good["article"]["length"] == len(TALKS)
    assert jsons(read)[0] is None


def test_an_empty_table_has_the_schema():
    empty = pa.table({"text": pa.array([], pa.string())})
    read = sagwan.read_arrow(empty).to_pyarrow()
    assert read.num_rows == 0 and read.schema == sagwan.schema().to_pyarrow()
    assert len(sagwan.events_table(read)) == 0


def test_streams_are_read_once_and_lazily():
    taken = []

    def batches():
        for n in range(3):
            taken.append(n)
            yield pa.record_batch({"text": [TALKS]})

    schema = pa.schema({"text": pa.string()})
    stream = sagwan.read_arrow(pa.RecordBatchReader.from_batches(schema, batches()))
    assert taken == []
    assert next(iter(stream.to_reader())).num_rows == 1 and len(taken) < 3
    with pytest.raises(ValueError, match="read once"):
        stream.to_pyarrow()


def test_the_schema_is_stable(request):
    def shape(kind):
        if pa.types.is_struct(kind):
            return {field.name: shape(field.type) for field in kind}
        if pa.types.is_list(kind):
            return [shape(kind.value_type)]
        return str(kind)

    golden = request.path.parent / "schema.json"
    found = {name: shape(pa.struct(list(sagwan.schema(name).to_pyarrow()))) for name in ("records", "events", "statements")}
    text = json.dumps(found, indent=1) + "\n"
    if request.config.getoption("--write-schema"):
        golden.write_text(text, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == text
    with pytest.raises(ValueError, match="no schema of cast"):
        sagwan.schema("cast")


def test_events_and_statements_lie_flat(articles):
    records = list(sagwan.read_many(articles[:100]))
    events = sagwan.events_table(records).to_pyarrow().to_pylist()
    told = [(record, event) for record in records for event in record.events]
    assert len(events) == len(told) > 50
    for row, (record, event) in zip(events, told):
        assert row["article"] == record.article["id"] and row["event"] == event["id"] and row["kind"] == event["kind"]
        names = {actor["id"]: actor["name"] for actor in record.actors}
        assert [(p["name"], p["role"]) for p in row["participants"]] == [
            (names[p["actor"]], p["role"]) for p in event["participants"]
        ]
        assert row["time"] == (event["time"] and event["time"]["value"])
        assert row["evidence"] == event["evidence"] and row["confidence"] == event["confidence"]
    said = sagwan.statements_table(records).to_pyarrow().to_pylist()
    all_said = [(record, one) for record in records for one in record.statements]
    assert len(said) == len(all_said) > 20
    for row, (record, one) in zip(said, all_said):
        speaker = next((actor["name"] for actor in record.actors if actor["id"] == one["speaker"]), None)
        assert (row["speaker"] and row["speaker"]["name"]) == speaker and row["content"] == one["content"]
    # The same from a table of records, and of one record.
    read = sagwan.read_arrow(table(articles[:100])).to_pyarrow()
    assert sagwan.events_table(read).to_pyarrow().to_pylist() == events
    assert sagwan.statements_table(read).to_pyarrow().to_pylist() == said
    assert len(sagwan.events_table(records[0])) == len(records[0].events)


def test_explode_gives_events(articles):
    read = sagwan.read_arrow(table(articles[:50])).to_polars()
    exploded = read.select(polars.col("events").explode()).drop_nulls().unnest("events")
    kinds = [event["kind"] for record in sagwan.read_many(articles[:50]) for event in record.events]
    assert exploded["kind"].to_list() == kinds
