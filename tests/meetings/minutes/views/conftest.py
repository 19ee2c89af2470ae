"""A meeting of the cell, whose minutes are written."""

import pytest

from tests.meetings.factories import MeetingFactory


@pytest.fixture
def meeting(cell):
    return MeetingFactory(organization=cell.organization, kinds={"regular"})
