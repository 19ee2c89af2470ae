"""Reports to be written and read, and a printer that breaks."""

from django.urls import reverse

from chibo.documents import printing
from chibo.documents.pdf import PrintingFailed
from reports.yearend import actions
from tests.reports.factories import AT, WHOLE, ready_report

BACKEND = "chibo.accounts.backend.AccountBackend"


def write(report) -> str:
    return reverse("write_report", args=[report.pk])


def issued(**kwargs):
    return actions.issue(by=None, scope=WHOLE, report=ready_report(**kwargs), at=AT)


def break_printer(monkeypatch):
    def fail(document):
        raise PrintingFailed("Máy in hỏng.")

    monkeypatch.setitem(printing._PRINTERS, "pdf", fail)
