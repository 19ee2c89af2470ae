import pytest

from reports.yearend import actions, documents, queries
from tests.reports.factories import AT, WHOLE, ready_report

pytestmark = pytest.mark.django_db


def test_the_report_of_a_year_is_the_issued_one_while_its_correction_is_written():
    report = ready_report()
    actions.issue(by=None, scope=WHOLE, report=report, at=AT)
    correction = actions.correct(by=None, report=report, at=AT)
    cell = report.organization
    assert queries.reports_of_year(WHOLE, [cell], 2025) == {cell.pk: report}
    assert queries.report_on(WHOLE, cell, report.starts, report.ends) == report
    actions.write_report(
        by=None, report=correction, texts={}, heading=_heading(correction), version=1, at=AT
    )
    actions.issue(by=None, scope=WHOLE, report=correction, at=AT)
    assert queries.reports_of_year(WHOLE, [cell], 2025) == {cell.pk: correction}


def _heading(report):
    return documents.heading_of(report)
