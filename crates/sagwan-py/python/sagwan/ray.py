"""The reader on Ray: as on Spark, with `map_batches` (docs/cluster.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow

from . import _worker
from ._sagwan import Reader

if TYPE_CHECKING:
    from ray.data import Dataset

__all__ = ["read"]


def read(
    dataset: Dataset,
    *,
    text: str | None = None,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    keep: list[str] | None = None,
    **settings: Any,
) -> Dataset:
    """Reads a dataset of articles into one with a record a row: the columns of `sagwan.schema()` behind those of `keep`.

    Columns and settings are those of `sagwan.spark.read`, and so are the records.
    """
    columns: dict[str, Any] = {"text": text, "title": title, "published": published, "url": url, "publisher": publisher}
    kept = list(keep or [])
    given = tuple(sorted(settings.items()))
    # What is wrong with the settings is said here, not by a worker.
    Reader(**settings)

    def batch(articles: pyarrow.Table) -> pyarrow.Table:
        # Ray gives each of its tasks a core: more threads would take others'.
        return _worker.reader(given).read_arrow(articles, keep=kept, threads=1, **columns).to_pyarrow()

    return dataset.map_batches(batch, batch_format="pyarrow")
