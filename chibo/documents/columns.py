"""Widths of a table's columns: the wanted weights, widened where a word would be torn."""

from __future__ import annotations

from functools import lru_cache

from chibo.documents.letters import text_width
from chibo.documents.tree import Inlines, Table

_PADDING = 3.5
"""Room in mm that a cell's padding and rules take on both sides together."""


def fitted(table: Table, *, width: float, size: float) -> tuple[float, ...]:
    """Give the columns' widths in mm, which add up to `width`.

    A column gets what its weight says, but at least its longest word at `size` points; what it
    gains is taken from the columns that have room. Where no arrangement fits, weights decide.
    """
    whole = sum(column.width for column in table.columns)
    wanted = [width * column.width / whole for column in table.columns]
    least = [_longest_word(table, place, size) + _PADDING for place in range(len(wanted))]
    if sum(least) >= width:
        return tuple(wanted)
    room = [max(0.0, want - need) for want, need in zip(wanted, least, strict=True)]
    lacking = sum(max(0.0, need - want) for want, need in zip(wanted, least, strict=True))
    kept = 1 - lacking / sum(room) if lacking else 1.0
    return tuple(
        need + kept * spare if spare else need for need, spare in zip(least, room, strict=True)
    )


def _longest_word(table: Table, place: int, size: float) -> float:
    """Width in mm of the longest word in a column, its header included."""
    words = set(table.columns[place].header.split())
    for row in table.rows:
        words.update(_text(row[place]).split())
    return max((_width(word, size) for word in words), default=0.0)


def _text(inlines: Inlines) -> str:
    return "".join(getattr(part, "text", "") for part in inlines)


@lru_cache(maxsize=4096)
def _width(word: str, size: float) -> float:
    return text_width(word, size)
