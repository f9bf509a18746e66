"""The reader on Spark: every executor reads its own partitions with the same Rust function that the command calls.

Needs PySpark 4 (`pip install 'sagwan[spark]'`), and this package on every node (docs/cluster.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow
from pyspark.sql.pandas.types import from_arrow_schema

from . import _worker
from ._sagwan import Reader, schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["append", "read"]


def read(
    df: DataFrame,
    *,
    text: str | None = None,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    keep: list[str] | None = None,
    **settings: Any,
) -> DataFrame:
    """Reads a DataFrame of articles into one with a record a row: the columns of `sagwan.schema()` behind those of `keep`.

    What is not named is looked for under the usual names. `settings` are those of `sagwan.Reader`; a folder of rules or a file
    of weights has to be on every node under the same path. An article that cannot be read is a row with notes: no article
    fails the job. The same input gives the same rows, whatever the number of partitions.
    """
    columns: dict[str, Any] = {"text": text, "title": title, "published": published, "url": url, "publisher": publisher}
    kept = list(keep or [])
    given = tuple(sorted(settings.items()))
    # What is wrong with the settings or the columns is said here, not by an executor.
    reader = Reader(**settings)
    empty = pyarrow.Table.from_batches([], schema=_arrow(df))
    reader.read_arrow(empty, keep=kept, **columns)
    wanted = from_arrow_schema(schema().to_pyarrow())
    for field in reversed(df.select(*kept).schema.fields):
        wanted.fields.insert(0, field)
        wanted.names.insert(0, field.name)

    def batches(articles: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        reader = _worker.reader(given)
        for batch in articles:
            # Spark gives each of its tasks a core: more threads would take others'.
            yield from reader.read_arrow(batch, keep=kept, threads=1, **columns).to_reader()

    return df.mapInArrow(batches, wanted)


def append(df: DataFrame, path: str, *, id: str, keep: list[str] | None = None, **named: Any) -> None:
    """Reads the articles that are not yet in the Parquet files under `path` and adds their records, partitioned by `day`.

    `id` names the column that tells articles apart: of several rows with one id any one is read. The same call again adds
    nothing, and after a job that broke off it adds what is missing. `day` is that of publication, null without one. `keep` and
    whatever else is named are those of `read`; a ledger takes the records over where the columns of the article are kept.
    """
    from pyspark.errors import AnalysisException
    from pyspark.sql import functions as f

    articles = df.dropDuplicates([id])
    try:
        there = df.sparkSession.read.parquet(path).select(id)
    except AnalysisException as error:
        if error.getCondition() != "PATH_NOT_FOUND":
            raise
    else:
        articles = articles.join(there, id, "left_anti")
    kept = [id, *(name for name in keep or [] if name != id)]
    day = f.expr("try_cast(substring(article.published, 1, 10) AS DATE)")
    read(articles, keep=kept, **named).withColumn("day", day).write.partitionBy("day").mode("append").parquet(path)


def _arrow(df: DataFrame) -> pyarrow.Schema:
    from pyspark.sql.pandas.types import to_arrow_schema

    return to_arrow_schema(df.schema)
