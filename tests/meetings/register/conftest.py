"""The cell of the tests, its neighbour, one moment for the views, printers without a child."""

import pytest

from chibo.documents import printing
from meetings.register import views
from tests.chibo.factories import CommitteeFactory
from tests.meetings.register.cells import AT, Cell, found_cell


@pytest.fixture
def cell(db) -> Cell:
    """The cell of the tests."""
    return found_cell("tt", CommitteeFactory(code="dang-uy", name="Đảng bộ Ủy ban Dân tộc"))


@pytest.fixture
def neighbour(cell) -> Cell:
    """Another cell of the same committee."""
    return found_cell("ben", cell.committee)


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    """Let the views read one moment of the tests' day."""
    monkeypatch.setattr(views, "now", lambda: AT)


@pytest.fixture
def prints(monkeypatch):
    """Print without the child process; the tests of the printers are theirs."""
    monkeypatch.setattr(printing, "_PRINTERS", {
        "docx": lambda document: f"docx {document.to_json()}".encode(),
        "pdf": lambda document: f"pdf {document.to_json()}".encode(),
        "html": lambda document: f"html {document.to_json()}".encode(),
    })  # fmt: skip
