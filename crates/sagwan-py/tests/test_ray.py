"""Records through Ray are those of the command, where Ray is installed."""

import os

import pyarrow as pa
import pytest
import sagwan
from conftest import TALKS

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
ray = pytest.importorskip("ray", reason="Ray is not installed")
pytest.importorskip("ray.data", reason="Ray's data library is not installed")
import sagwan.ray  # noqa: E402 – needs Ray


@pytest.fixture(scope="module", autouse=True)
def cluster():
    ray.init(num_cpus=2, include_dashboard=False, configure_logging=False)
    yield
    ray.shutdown()


def jsons(dataset):
    tables = [table for table in dataset.iter_batches(batch_format="pyarrow")]
    return sorted(record.to_json() for table in tables for record in sagwan.records(table))


def test_records_are_those_of_the_command(articles, lines):
    names = ["published", "publisher", "text", "title", "url"]
    table = pa.table({name: [article.get(name) for article in articles] for name in names})
    for blocks in (1, 4):
        read = sagwan.ray.read(ray.data.from_arrow(table).repartition(blocks), keep=["url"])
        assert jsons(read) == sorted(lines)
    assert sorted(row["url"] for row in read.select_columns(["url"]).iter_rows()) == sorted(table["url"].to_pylist())


def test_a_row_without_text_is_a_row_with_notes():
    given = ray.data.from_arrow(pa.table({"text": [TALKS, None]}))
    rows = sagwan.ray.read(given, min_confidence=0.5).take_all()
    assert sorted(len(row["notes"]) for row in rows if row["article"] is None) == [1]
    with pytest.raises(ValueError, match="0 to 1"):
        sagwan.ray.read(given, min_confidence=2)
