"""Records through Spark are those of the command, whatever the partitions; a bad article and a dead executor change nothing."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import pyarrow.dataset
import pytest
import sagwan
from conftest import ROOT, TALKS

pyspark = pytest.importorskip("pyspark", reason="Spark is not installed")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)
import sagwan.spark  # noqa: E402 – needs PySpark

HERE = pathlib.Path(__file__).parent
ENVIRONMENT = {
    "SPARK_HOME": os.path.dirname(pyspark.__file__),
    "SPARK_LOCAL_IP": "127.0.0.1",
    "PYSPARK_PYTHON": sys.executable,
}


@pytest.fixture(scope="module")
def spark():
    os.environ.update(ENVIRONMENT)
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    yield session
    session.stop()


def jsons(frame):
    return sorted(record.to_json() for record in sagwan.records(frame.toArrow()))


def test_records_are_those_of_the_command(spark, news, lines, articles):
    frame = spark.read.json(str(news))
    for partitions in (1, 5):
        read = sagwan.spark.read(frame.repartition(partitions), keep=["url"])
        assert jsons(read) == sorted(lines)
    urls = [row.url for row in read.select("url").collect()]
    assert sorted(urls) == sorted(article["url"] for article in articles)


def test_columns_explode(spark, news, articles):
    from pyspark.sql.functions import explode

    read = sagwan.spark.read(spark.read.json(str(news)).limit(50))
    kinds = [row.kind for row in read.select(explode("events").alias("event")).select("event.kind").collect()]
    assert len(kinds) > 20 and set(kinds) <= {"call", "talks", "summit", "meeting", "visit", "agreement", "conference"}


def test_a_bad_article_is_a_row_with_notes(spark):
    strange = ["", "\0", "\ud7a3" * 5000, "<html>" * 500, "(" * 3000, None]
    frame = spark.createDataFrame([(n, text) for n, text in enumerate([TALKS, *strange])], "id int, text string")
    rows = {row.id: row for row in sagwan.spark.read(frame, keep=["id"]).collect()}
    assert len(rows) == len(strange) + 1
    assert rows[0].events and rows[len(strange)].article is None
    assert [note.code for note in rows[len(strange)].notes] == ["text-missing"]


def test_settings_travel_and_faults_are_said_at_once(spark):
    frame = spark.createDataFrame([(TALKS, "2026-11-21")], "text string, date string")
    everything, nothing = (sagwan.spark.read(frame, **settings).first() for settings in ({}, {"min_confidence": 1.0}))
    assert len(everything.events) > len(nothing.events)
    for wrong, why in (({"text": "body"}, "no column body"), ({"keep": ["id"]}, None), ({"min_confidence": 2}, "0 to 1")):
        with pytest.raises(Exception, match=why):
            sagwan.spark.read(frame, **wrong)


def test_a_killed_executor_changes_nothing(news, lines, tmp_path):
    out = tmp_path / "records.jsonl"
    done = subprocess.run(
        [sys.executable, HERE / "killed_executor.py", news, out],
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "killed 1 of 2 executors" in done.stdout
    assert sorted(out.read_text(encoding="utf-8").splitlines()) == sorted(lines)


def test_the_job_adds_what_is_new_and_a_ledger_takes_it_over(spark, lines, articles, command, tmp_path):
    job = [sys.executable, ROOT / "examples" / "spark_job.py"]

    def write(name, some):
        # An address may bring several texts, one after the other: each is an article.
        numbered = [{"number": n, **article} for n, article in enumerate(articles) if article in some]
        (tmp_path / name).write_text("".join(json.dumps(line) + "\n" for line in numbered), encoding="utf-8")
        return tmp_path / name

    records = str(tmp_path / "records")
    for some in (articles[:400], articles[:400], articles[200:500]):
        frame = spark.read.json(str(write("some.jsonl", some)))
        sagwan.spark.append(frame, records, id="number", keep=frame.columns)
    assert spark.read.parquet(records).count() == 500
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "spark_job.py", write("all.jsonl", articles), records]
        + ["--id", "number", "--master", "local[2]", "--partitions", "3"],
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.startswith(f"{len(articles)} articles")
    read = spark.read.parquet(records)
    assert jsons(read) == sorted(lines)
    assert {str(row.day) for row in read.select("day").distinct().collect()} == {
        json.loads(line)["article"]["published"][:10] for line in lines
    }
    # A slice of it: what the command makes of the same articles.
    day = str(read.groupBy("day").count().orderBy("count", ascending=False).first().day)
    some = [article for article, line in zip(articles, lines) if json.loads(line)["article"]["published"][:10] == day]
    command("ingest", "--ledger", tmp_path / "theirs.db", write("day.jsonl", some))
    ledger = sagwan.Ledger(tmp_path / "ours.db")
    slice = pyarrow.dataset.dataset(records, partitioning="hive").scanner(filter=pyarrow.dataset.field("day") == day)
    came = ledger.ingest(slice.to_reader())
    assert came["new"] + came["revised"] == len(some) > 10
    contents = command("check", "--contents", "--ledger", tmp_path / "theirs.db").strip()
    assert ledger.contents() == contents
    command("import", records, "--from", day, "--to", day, "--ledger", tmp_path / "imported.db")
    assert command("check", "--contents", "--ledger", tmp_path / "imported.db").strip() == contents
