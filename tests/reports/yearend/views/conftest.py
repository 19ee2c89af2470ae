"""Who stands on these pages, and where."""

import pytest

from chibo.documents import printing
from tests.chibo.factories import OrganizationFactory
from tests.reports.factories import secretary_of
from tests.reports.yearend.views.pages import BACKEND


@pytest.fixture
def cell():
    return OrganizationFactory(code="mau", name="Chi bộ Mẫu")


@pytest.fixture
def secretary(cell):
    return secretary_of(cell)


@pytest.fixture
def signed(client, secretary):
    client.force_login(secretary, backend=BACKEND)
    return client


@pytest.fixture(autouse=True)
def quick_printer(monkeypatch):
    monkeypatch.setitem(
        printing._PRINTERS, "pdf", lambda document: b"%PDF-" + document.to_json().encode()
    )
