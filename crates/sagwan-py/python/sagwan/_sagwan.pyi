from collections.abc import Iterable, Iterator
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, final

from . import types
from .given import Arrow, Article, Words

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = [
    "Ledger",
    "Reader",
    "Readings",
    "Record",
    "Schema",
    "Stream",
    "Table",
    "__version__",
    "events_table",
    "record_schema",
    "records",
    "schema",
    "statements_table",
]

__version__: str

@final
class Schema:
    """An Arrow schema."""

    @property
    def names(self) -> list[str]: ...
    def to_pyarrow(self) -> "pyarrow.Schema": ...
    def __arrow_c_schema__(self) -> Any: ...

@final
class Table:
    """A table in memory, for any library that speaks Arrow."""

    @property
    def schema(self) -> Schema: ...
    def to_pyarrow(self) -> "pyarrow.Table": ...
    def to_pandas(self) -> "pandas.DataFrame": ...
    def to_polars(self) -> "polars.DataFrame": ...
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

@final
class Stream:
    """Batches that are read as they are asked for, once."""

    @property
    def schema(self) -> Schema: ...
    def to_reader(self) -> "pyarrow.RecordBatchReader": ...
    def to_pyarrow(self) -> "pyarrow.Table": ...
    def to_pandas(self) -> "pandas.DataFrame": ...
    def to_polars(self) -> "polars.DataFrame": ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

@final
class Record:
    """What reading one article yields."""

    @staticmethod
    def from_json(json: str, text: str | None = None) -> Record: ...
    def to_json(self) -> str: ...
    def to_dict(self) -> types.Record: ...
    @property
    def text(self) -> str: ...
    @property
    def article(self) -> types.ArticleInfo: ...
    @property
    def actors(self) -> list[types.Actor]: ...
    @property
    def times(self) -> list[types.Time]: ...
    @property
    def events(self) -> list[types.Event]: ...
    @property
    def statements(self) -> list[types.Statement]: ...
    @property
    def notes(self) -> list[types.Note]: ...
    @property
    def generator(self) -> types.Generator: ...
    def _repr_html_(self) -> str: ...

@final
class Readings:
    def __iter__(self) -> Iterator[Record]: ...
    def __next__(self) -> Record: ...

@final
class Reader:
    """A reader of articles. Cheap to make; one serves any number of threads."""

    def __new__(
        cls,
        *,
        rules: str | PathLike[str] | None = None,
        model: str | PathLike[str] | None = None,
        min_confidence: float | None = None,
        zone: str = "Asia/Seoul",
        with_text: bool = False,
    ) -> Reader: ...
    def read(
        self,
        text: str,
        published: str | date | None = None,
        title: str | None = None,
        *,
        url: str | None = None,
        publisher: str | None = None,
    ) -> Record: ...
    def read_many(self, articles: Iterable[Article], threads: int = 0, progress: bool = False) -> Iterator[Record]: ...
    def read_arrow(
        self,
        table: Arrow,
        *,
        text: str | None = None,
        title: str | None = None,
        published: str | None = None,
        url: str | None = None,
        publisher: str | None = None,
        keep: list[str] | None = None,
        threads: int = 0,
    ) -> Stream: ...
    @property
    def generator(self) -> types.Generator: ...

@final
class Ledger:
    """A ledger: many articles, one record of what happened."""

    def __new__(cls, path: str | PathLike[str], *, read_only: bool = False) -> Ledger: ...
    def ingest(
        self, articles: Iterable[Article] | Arrow, *, reader: Reader | None = None, threads: int = 0
    ) -> dict[str, int]: ...
    def events(
        self,
        words: Words | None = None,
        *,
        limit: int | None = None,
        actor: Words | None = None,
        country: Words | None = None,
        kind: Words | None = None,
        status: Words | None = None,
        certainty: Words | None = None,
        start: str | date | None = None,
        end: str | date | None = None,
        place: str | None = None,
        min_confidence: float | None = None,
    ) -> Table: ...
    def statements(
        self,
        words: Words | None = None,
        *,
        limit: int | None = None,
        actor: Words | None = None,
        country: Words | None = None,
        certainty: Words | None = None,
        start: str | date | None = None,
        end: str | date | None = None,
        to_actor: str | None = None,
        act: Words | None = None,
    ) -> Table: ...
    def actors(
        self,
        words: Words | None = None,
        *,
        limit: int | None = None,
        actor: Words | None = None,
        country: Words | None = None,
        kind: Words | None = None,
        review: bool = False,
    ) -> Table: ...
    def occasions(
        self,
        words: Words | None = None,
        *,
        limit: int | None = None,
        actor: Words | None = None,
        country: Words | None = None,
        kind: Words | None = None,
        status: Words | None = None,
        certainty: Words | None = None,
        start: str | date | None = None,
        end: str | date | None = None,
        place: str | None = None,
        min_sources: int | None = None,
        disputed: bool = False,
        min_confidence: float | None = None,
    ) -> Table: ...
    def upcoming(
        self,
        start: str | date,
        words: Words | None = None,
        *,
        limit: int | None = None,
        actor: Words | None = None,
        country: Words | None = None,
        kind: Words | None = None,
        status: Words | None = None,
        certainty: Words | None = None,
        end: str | date | None = None,
        place: str | None = None,
        min_sources: int | None = None,
        disputed: bool = False,
        min_confidence: float | None = None,
    ) -> Table: ...
    def search(
        self,
        words: Words | None = None,
        *,
        limit: int | None = None,
        actor: Words | None = None,
        country: Words | None = None,
        start: str | date | None = None,
        end: str | date | None = None,
    ) -> Table: ...
    def ties(
        self,
        between: Literal["people", "countries"] = "people",
        *,
        limit: int = 100,
        country: str | None = None,
        kind: Words | None = None,
        start: str | date | None = None,
        end: str | date | None = None,
    ) -> Table: ...
    def occasion(self, id: str) -> dict[str, Any]: ...
    def record(self, article: str) -> Record: ...
    def sql(self, question: str, *, patience: float = 300.0) -> Table: ...
    def contents(self) -> str: ...
    @property
    def path(self) -> Path: ...

def schema(of: Literal["records", "events", "statements"] = "records") -> Schema: ...
def record_schema() -> str: ...
def records(table: Arrow) -> list[Record | None]: ...
def events_table(records: Record | Iterable[Record] | Arrow) -> Table: ...
def statements_table(records: Record | Iterable[Record] | Arrow) -> Table: ...
