"""Who stands on these pages, and where."""

import pytest

from tests.chibo.factories import CommitteeFactory, OrganizationFactory
from tests.reports.factories import secretary_of
from tests.reports.ratings.factories import TODAY, leader_of
from tests.reports.ratings.views.pages import BACKEND, HERE

VIEWS = [f"{HERE}.{name}.today" for name in ("sheets", "review", "deciding", "showing")]


@pytest.fixture(autouse=True)
def at_the_turn_of_the_year(monkeypatch):
    for name in ("chibo.access.today", *VIEWS):
        monkeypatch.setattr(name, lambda: TODAY)


@pytest.fixture
def committee():
    return CommitteeFactory(code="dang-uy", name="Đảng bộ Sở")


@pytest.fixture
def cell(committee):
    return OrganizationFactory(code="mau", name="Chi bộ Mẫu", parent=committee)


@pytest.fixture
def signed(client, cell):
    client.force_login(secretary_of(cell), backend=BACKEND)
    return client


@pytest.fixture
def staff(client, committee):
    client.force_login(leader_of(committee), backend=BACKEND)
    return client
