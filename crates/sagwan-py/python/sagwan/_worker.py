"""What a worker of a cluster keeps from one task to the next."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

from ._sagwan import Reader

Settings: TypeAlias = tuple[tuple[str, Any], ...]
"""The settings of a reader, in the order of their names."""


@cache
def reader(settings: Settings) -> Reader:
    """One reader for a worker and its settings, whatever number of tasks it is given."""
    return Reader(**dict(settings))
