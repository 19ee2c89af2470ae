"""What these deeds need."""

import pytest

from chibo.regulations.actions import load_known_law


@pytest.fixture
def law():
    load_known_law(by=None)
