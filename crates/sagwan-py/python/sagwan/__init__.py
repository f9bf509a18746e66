"""Reads news of diplomacy, Korean first, into records whose every field points at the characters it came from.

>>> record = sagwan.read("외교장관 회담\\n강민서 외교부 장관은 20일 서울에서 얀 노바크 체코 외교장관과 회담했다.", "2026-11-21")
>>> [(event["kind"], event["time"]["value"]) for event in record.events]
[('talks', '2026-11-20')]
>>> trigger = record.events[0]["trigger"]
>>> record.text[trigger["start"]:trigger["end"]]
'회담했다'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from . import given, types
from ._sagwan import (
    Ledger,
    Reader,
    Record,
    Schema,
    Stream,
    Table,
    __version__,
    events_table,
    record_schema,
    records,
    schema,
    statements_table,
)
from .given import Arrow, Article

__all__ = [
    "Ledger",
    "Reader",
    "Record",
    "Schema",
    "Stream",
    "Table",
    "__version__",
    "events_table",
    "given",
    "read",
    "read_arrow",
    "read_many",
    "record_schema",
    "records",
    "schema",
    "statements_table",
    "types",
]


@cache
def _shipped() -> Reader:
    return Reader()


def read(
    text: str,
    published: str | date | None = None,
    title: str | None = None,
    *,
    url: str | None = None,
    publisher: str | None = None,
) -> Record:
    """Reads one article with what ships: plain text with the headline on its first line, or the markup of a web page.

    Without a date of publication, given or printed, relative days stay without a value:

    >>> text = "강민서 외교부 장관은 어제 서울에서 얀 노바크 체코 외교장관과 회담했다."
    >>> sagwan.read(text, title="외교장관 회담").events[0]["time"]["value"] is None
    True
    >>> sagwan.read(text, published="2026-11-21", title="외교장관 회담").events[0]["time"]["value"]
    '2026-11-20'
    """
    return _shipped().read(text, published, title, url=url, publisher=publisher)


def read_many(articles: Iterable[Article], threads: int = 0, progress: bool = False) -> Iterator[Record]:
    """Reads articles as they are asked for, in their order: texts, or mappings with the members of a line of JSON Lines.

    `threads` 0 is all cores; `progress` shows how far it is, with tqdm where that is installed.

    >>> articles = [{"title": "통화", "text": "두 장관은 어제 통화했다.", "published": "2026-11-21"}, "짧은 글"]
    >>> [record.article["title"] for record in sagwan.read_many(articles)]
    ['통화', '짧은 글']
    """
    return _shipped().read_many(articles, threads, progress)


def read_arrow(
    table: Arrow,
    *,
    text: str | None = None,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    keep: list[str] | None = None,
    threads: int = 0,
) -> Stream:
    """Reads a table of articles, batch by batch, into one record a row; see `Reader.read_arrow`.

    >>> import pyarrow
    >>> articles = pyarrow.table({"id": [7], "text": ["강민서 외교부 장관은 20일 얀 노바크 체코 외교장관과 통화했다."]})
    >>> read = sagwan.read_arrow(articles, keep=["id"]).to_pyarrow()
    >>> read["id"].to_pylist(), [len(events) for events in read["events"]]
    ([7], [1])
    """
    return _shipped().read_arrow(
        table, text=text, title=title, published=published, url=url, publisher=publisher, keep=keep, threads=threads
    )
