"""The prints of a document: the layout of its day, what fails, what is missing, the download."""

import datetime

import pytest

from chibo.documents import printing
from chibo.documents.pdf import PrintingFailed
from chibo.documents.tree import Document, Letterhead, Paragraph
from chibo.regulations.actions import load_known_law

SHEET = Document(
    letterhead=Letterhead(organization="Chi bộ Một"),
    title="BÁO CÁO",
    blocks=(Paragraph.of("Lời."),),
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "symbol"),
    [(datetime.date(2026, 5, 26), "36-HD/VPTW"), (datetime.date(2026, 5, 27), "05-HD/VPTW")],
)
def test_the_layout_is_the_one_prescribed_on_the_documents_day(day, symbol):
    load_known_law(by=None)
    assert printing.page_format(as_of=day).symbol == symbol


def test_a_print_that_fails_is_a_sentence_and_the_others_are_made(monkeypatch):
    def fail(document):
        raise PrintingFailed("Máy in hỏng.")

    monkeypatch.setitem(printing._PRINTERS, "pdf", fail)
    made, failures = printing.prints(SHEET)
    assert (sorted(made), failures) == (["docx", "html"], ["Máy in hỏng."])


def test_what_is_missing_is_what_was_not_kept():
    assert printing.missing(["pdf"]) == ["docx", "html"]


def test_a_print_comes_as_a_file_with_its_name():
    response = printing.download(b"%PDF-", "pdf", "báo cáo.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''b%C3%A1o")
