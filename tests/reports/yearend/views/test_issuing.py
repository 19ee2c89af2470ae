"""Issuing a report, and what is kept then."""

import hashlib
import re

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.numbering.models import DrawnNumber
from reports.yearend import actions, queries
from reports.yearend.models import Report
from tests.chibo.factories import holder
from tests.reports.factories import AT, HEADING, TEXTS, WHOLE, AchievementFactory, ready_report
from tests.reports.yearend.views.pages import BACKEND, break_printer, issued, write

pytestmark = pytest.mark.django_db


def confirmed(client, report, **more):
    """Return what the confirm page sends, as it is opened now."""
    page = client.get(reverse("issue_report", args=[report.pk])).content.decode()
    found = re.search(r'name="version" value="(\d+)"', page)
    return {"number": "", "version": found[1] if found else "", **more}


class TestIssuing:
    def test_what_a_colleague_saved_after_the_confirmation_was_opened_is_not_issued(
        self, signed, cell
    ):
        report = ready_report(organization=cell)
        sent = confirmed(signed, report)
        texts = {**TEXTS, "thuan-loi": "Chữ chưa ai đọc"}
        actions.write_report(
            by=None, report=report, texts=texts, heading=HEADING, version=report.version, at=AT
        )
        address = reverse("issue_report", args=[report.pk])
        for given_version in (sent, {"number": ""}):
            answer = signed.post(address, given_version)
            assert "sau khi đồng chí mở trang này" in answer.content.decode()
        assert Report.objects.get().status == "draft"
        assert not DrawnNumber.objects.exists()
        signed.post(address, confirmed(signed, report))
        assert Report.objects.get().status == "issued"

    def test_it_is_issued_printed_and_served_as_stored(self, signed, cell):
        report = ready_report(organization=cell)
        address = reverse("issue_report", args=[report.pk])
        page = " ".join(signed.get(address).content.decode().split())
        assert "01-BC/CB, dãy 2025-2028" in page
        signed.post(address, confirmed(signed, report, number="7"))
        kept = {one.format: one.file.sha256 for one in queries.kept_prints(WHOLE, report)}
        assert sorted(kept) == ["docx", "html", "pdf"]
        AchievementFactory(organization=cell, text="Ghi sau khi ban hành")
        for format_, digest in kept.items():
            content = signed.get(reverse("report_print", args=[report.pk, format_])).content
            assert hashlib.sha256(content).hexdigest() == digest
        page = signed.get(reverse("report", args=[report.pk])).content.decode()
        assert "Số 07-BC/CB" in page
        assert kept["pdf"] in page
        assert "Ghi sau" not in page

    @pytest.mark.parametrize("number", ["0", "-1", "abc", "999999"])
    def test_a_number_that_is_none_is_refused(self, signed, cell, number):
        report = ready_report(organization=cell)
        signed.post(reverse("issue_report", args=[report.pk]), {"number": number})
        assert Report.objects.get().status == "draft"

    def test_a_number_that_is_taken_is_refused_beside_its_field(self, signed, cell):
        first = issued(organization=cell)
        second = actions.correct(by=None, report=first, at=AT)
        answer = signed.post(
            reverse("issue_report", args=[second.pk]),
            confirmed(signed, second, number=str(first.number)),
        )
        assert "đã cấp cho văn bản khác" in answer.content.decode()

    def test_a_report_whose_print_failed_is_issued_and_printed_again(
        self, signed, cell, monkeypatch
    ):
        report = ready_report(organization=cell)
        with monkeypatch.context() as broken:
            break_printer(broken)
            page = signed.post(
                reverse("issue_report", args=[report.pk]), confirmed(signed, report), follow=True
            ).content.decode()
        assert "Máy in hỏng." in page
        assert "còn thiếu bản PDF" in page
        signed.post(reverse("print_again", args=[report.pk]))
        assert queries.kept_prints(WHOLE, report).count() == 3

    def test_a_correction_is_started_and_shown_on_both(self, signed, cell):
        report = issued(organization=cell)
        signed.post(reverse("correct_report", args=[report.pk]))
        correction = Report.objects.get(corrects=report)
        page = signed.get(reverse("report", args=[report.pk])).content.decode()
        assert reverse("report", args=[correction.pk]) in page

    def test_a_clerk_composes_but_does_not_issue(self, client, cell):
        report = ready_report(organization=cell)
        client.force_login(holder(Role.CLERK, cell), backend=BACKEND)
        page = client.get(write(report)).content.decode()
        assert "Ban hành</button>" not in " ".join(page.split())
        assert client.get(reverse("issue_report", args=[report.pk])).status_code == 403
