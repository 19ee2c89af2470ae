"""The cast before the pages of the portal."""

import pytest

from tests.cast import assemble


@pytest.fixture
def cast():
    return assemble()
