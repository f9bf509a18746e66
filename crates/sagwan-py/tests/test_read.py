"""Records through Python are those of the command, byte for byte; what is wrong is said."""

import copy
import datetime
import json
import pathlib
import pickle
import threading
import time

import pytest
import sagwan
from conftest import ROOT, TALKS

EXAMPLES = ROOT / "examples"


def spans(value):
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for member in value.values():
            yield from spans(member)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


def test_records_are_those_of_the_command(articles, lines):
    assert len(lines) == len(articles) >= 1000
    assert [record.to_json() for record in sagwan.read_many(articles)] == lines
    assert [record.to_json() for record in sagwan.read_many(iter(articles[:300]), threads=1)] == lines[:300]


@pytest.mark.parametrize("name", ["visit.txt", "call.html"])
def test_texts_and_pages_are_read_as_the_command_reads_them(command, name):
    path = EXAMPLES / name
    expected = command("read", "--json", path)
    assert sagwan.read(path.read_text(encoding="utf-8")).to_json() + "\n" == expected
    assert sagwan.Reader(with_text=True).read(path.read_text(encoding="utf-8")).to_json() + "\n" == command(
        "read", "--json", "--with-text", path
    )


def test_what_is_known_from_outside_the_text(command):
    line = {
        "text": "두 장관은 어제 통화했다.",
        "title": "통화 &amp; 회담",
        "published": "2026-11-21T08:00:00Z",
        "url": "https://example.kr/1",
        "publisher": "가람일보",
    }
    expected = command("read", "--json", "--zone", "America/New_York", "-", text=json.dumps(line))
    reader = sagwan.Reader(zone="America/New_York")
    known = {name: line[name] for name in ("published", "title", "url", "publisher")}
    assert reader.read(line["text"], **known).to_json() + "\n" == expected
    assert [record.to_json() + "\n" for record in reader.read_many([line])] == [expected]


def test_spans_slice(articles):
    for record in sagwan.read_many(articles[:50] + [TALKS, "😀 " + TALKS]):
        found = list(spans(record.to_dict()))
        assert found
        for span in found:
            assert record.text[span["start"] : span["end"]] == span["text"]


def test_members_are_those_of_the_json():
    record = sagwan.read(TALKS, "2026-11-21")
    whole = json.loads(record.to_json())
    assert record.to_dict() == whole
    for name in ("article", "actors", "times", "events", "statements", "notes", "generator"):
        assert getattr(record, name) == whole[name]


def test_dates_are_dates_or_texts():
    day = "2026-11-21"
    expected = sagwan.read(TALKS, day)
    assert expected.events[0]["time"]["value"] == "2026-11-20"
    assert sagwan.read(TALKS, datetime.date(2026, 11, 21)) == expected
    assert sagwan.read(TALKS, datetime.datetime(2026, 11, 21, 9)).article["published"].startswith(day)
    with pytest.raises(ValueError, match="gestern is no date"):
        sagwan.read(TALKS, "gestern")


def test_options_of_a_reader(command, tmp_path):
    events = sagwan.read(TALKS, "2026-11-21").events
    least = max(event["confidence"] for event in events)
    sure = sagwan.Reader(min_confidence=least).read(TALKS, "2026-11-21")
    assert 0 < len(sure.events) <= len(events)
    assert len(sagwan.Reader(min_confidence=1).read(TALKS, "2026-11-21").events) < len(events)
    path = tmp_path / "talks.txt"
    path.write_text(TALKS, encoding="utf-8")
    assert sure.to_json() + "\n" == command(
        "read", "--json", "--published", "2026-11-21", "--min-confidence", str(least), path
    )
    for wrong in ({"min_confidence": 2}, {"zone": "Asia/Nowhere"}):
        with pytest.raises(ValueError):
            sagwan.Reader(**wrong)


def test_rules_of_a_folder(command, tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    with pytest.raises(ValueError, match="holds no .rules file"):
        sagwan.Reader(rules=rules)
    (rules / "titles.tsv").write_text((ROOT / "crates/sagwan-ko/data/titles.tsv").read_text("utf-8").splitlines()[0] + "\n")
    (tmp_path / "talks.txt").write_text(TALKS, encoding="utf-8")
    expected = command("read", "--json", "--rules", rules, tmp_path / "talks.txt")
    assert sagwan.Reader(rules=rules).read(TALKS).to_json() + "\n" == expected
    (rules / "mine.rules").write_text("rule broken\nwhen\n", encoding="utf-8")
    with pytest.raises(ValueError, match="mine.rules"):
        sagwan.Reader(rules=str(rules))
    (tmp_path / "no.model").write_bytes(b"no weights")
    with pytest.raises(ValueError, match="holds no weights"):
        sagwan.Reader(model=tmp_path / "no.model")
    with pytest.raises(FileNotFoundError):
        sagwan.Reader(model=tmp_path / "none")


def test_a_bad_article_is_named_after_those_before_it():
    readings = sagwan.read_many([TALKS, {"title": "글 없음"}, TALKS])
    assert next(readings).events
    with pytest.raises(ValueError, match="has no text"):
        next(readings)
    with pytest.raises(TypeError, match="no int"):
        list(sagwan.read_many([1]))
    with pytest.raises(ZeroDivisionError):
        list(sagwan.read_many(1 // 0 for _ in range(3)))


def test_articles_are_taken_as_they_are_read():
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield TALKS

    readings = sagwan.read_many(endless(), threads=1)
    assert next(readings).events
    assert taken <= 256


def test_progress_is_told_on_standard_error(capfd):
    assert len(list(sagwan.read_many([TALKS] * 3, progress=True))) == 3
    assert "3/3" in capfd.readouterr().err


def test_others_run_while_it_reads(articles):
    record = "\n".join(article["text"] for article in articles[:300])
    ticks, stop = 0, threading.Event()

    def tick():
        nonlocal ticks
        while not stop.is_set():
            ticks += 1
            time.sleep(0.001)

    other = threading.Thread(target=tick)
    other.start()
    begun = time.perf_counter()
    sagwan.read(record)
    elapsed = time.perf_counter() - begun
    stop.set()
    other.join()
    # With the lock held the other thread would hardly have begun.
    assert ticks > elapsed * 1000 / 20


def test_records_are_values():
    record = sagwan.read(TALKS, "2026-11-21")
    again = pickle.loads(pickle.dumps(record))
    assert again == record and again.text == TALKS and again.to_json() == record.to_json()
    assert hash(again) == hash(record) and len({record, again, copy.deepcopy(record)}) == 1
    assert record != sagwan.read(TALKS)
    with pytest.raises(ValueError, match="no record"):
        sagwan.Record.from_json("{}")


def test_how_a_record_shows_itself():
    record = sagwan.read(TALKS + "\n<script>alert(1)</script>", "2026-11-21", "외교장관 <회담>")
    shown = repr(record)
    assert shown.startswith("<Record 외교장관 <회담> · 2026-11-21") and "talks occurred · 강민서 (KR), 얀 노바크 (CZ)" in shown
    html = record._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html and "외교장관 &lt;회담&gt;" in html
    assert 'title="evidence place e1"' in html


def test_the_package_is_typed():
    folder = pathlib.Path(sagwan.__file__).parent
    assert (folder / "py.typed").exists() and (folder / "_sagwan.pyi").exists()
