"""What can be handed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias, Union


class ArrowStream(Protocol):
    """A table or a stream of batches of any library that speaks Arrow."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


class ArrowArray(Protocol):
    """One batch."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...


Arrow: TypeAlias = Union[ArrowStream, ArrowArray]
"""A table, a batch, a stream."""

Article: TypeAlias = Union[str, Mapping[str, Any]]
"""A text, or a mapping with the members of a line of JSON Lines: text, title, published, url, publisher."""

Words: TypeAlias = Union[str, list[str]]
"""One word, or several."""
