"""Which numbers a document may carry."""

import pytest

from chibo.numbering.rules import HIGHEST, obstacles_to_number


@pytest.mark.parametrize("number", [None, 1, 45, HIGHEST])
def test_numbers_begin_at_one(number):
    assert obstacles_to_number(number) == []


@pytest.mark.parametrize("number", [0, -1, HIGHEST + 1, 10**12])
def test_other_numbers_are_refused(number):
    (reason,) = obstacles_to_number(number)
    assert reason.field == "number"
