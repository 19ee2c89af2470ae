"""Widths of columns."""

import pytest

from chibo.documents.columns import fitted
from chibo.documents.letters import text_width
from chibo.documents.tree import Column, Table


def test_columns_share_the_width_by_weight() -> None:
    table = Table.of([Column("a", 3), Column("b", 1)], [])

    assert fitted(table, width=160, size=13) == (120, 40)


def test_a_column_is_widened_to_its_longest_word() -> None:
    table = Table.of([Column("a", 20), Column("b", 1)], [["x", "61.400/80.000"]])

    first, second = fitted(table, width=160, size=13)

    assert second > text_width("61.400/80.000", 13)
    assert first + second == pytest.approx(160)


def test_words_that_cannot_fit_leave_the_weights() -> None:
    table = Table.of([Column("a", 1), Column("b", 1)], [["W" * 50, "W" * 50]])

    assert fitted(table, width=160, size=13) == (80, 80)
