"""How far a reading is, on standard error: tqdm's bar where it is installed, else a line of our own."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")


def track(items: Iterator[T], total: int | None) -> Iterator[T]:
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return _line(items, total)
    return iter(tqdm(items, total=total, unit="article"))


def _line(items: Iterator[T], total: int | None) -> Iterator[T]:
    begun, shown = time.monotonic(), 0.0
    of = "" if total is None else f"/{total}"
    done = 0
    for done, item in enumerate(items, 1):
        now = time.monotonic()
        # A line for every article would cost more than some articles.
        if now - shown > 0.2:
            shown = now
            print(f"\r{done}{of} articles, {done / (now - begun or 1):.0f}/s", end="", file=sys.stderr, flush=True)
        yield item
    print(f"\r{done}{of} articles, {time.monotonic() - begun:.1f} s", file=sys.stderr)
