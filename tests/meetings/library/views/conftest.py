"""Who stands on these pages, and where."""

import pytest

from tests.cast import assemble


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def own(cast):
    return cast.places["own"]


@pytest.fixture
def secretary(client, cast):
    client.force_login(cast.people["secretary"])
    return client
