"""Who reads which report, and what of it."""

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from chibo.regulations.actions import load_known_law
from reports.yearend import actions
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.members.factories import MemberFactory
from tests.reports.factories import AT, WHOLE, ReportFactory, ready_report
from tests.reports.yearend import records
from tests.reports.yearend.views.pages import BACKEND, issued

pytestmark = pytest.mark.django_db


class TestReading:
    def test_a_member_reads_what_is_issued_and_only_hears_of_drafts(self, client, cell):
        client.force_login(holder(Role.MEMBER, cell), backend=BACKEND)
        report = issued(organization=cell)
        draft = actions.correct(by=None, report=report, at=AT)
        page = client.get(reverse("report", args=[report.pk])).content.decode()
        assert "Chi bộ đoàn kết." in page
        page = client.get(reverse("report", args=[draft.pk])).content.decode()
        assert "đang được soạn" in page
        assert "Chi bộ đoàn kết." not in page

    def test_a_neighbours_report_is_not_found(self, signed):
        draft, done = ReportFactory(), issued()
        for name in (
            "report",
            "write_report",
            "preview_report",
            "discard_report",
            "issue_report",
        ):
            assert signed.get(reverse(name, args=[draft.pk])).status_code == 404
        for name in ("print_again", "correct_report"):
            assert signed.post(reverse(name, args=[done.pk])).status_code == 404
        for name in ("report_print", "draft_print"):
            assert signed.get(reverse(name, args=[done.pk, "docx"])).status_code == 404
        assert signed.get(reverse("start_report", args=[done.organization.code])).status_code == 404

    def test_a_committee_sees_how_far_its_cells_have_come(self, client):
        committee = CommitteeFactory()
        done = OrganizationFactory(parent=committee, name="Chi bộ Xong")
        OrganizationFactory(parent=committee, name="Chi bộ Chưa")
        OrganizationFactory(name="Chi bộ Người khác")
        issued(organization=done)
        client.force_login(holder(Role.COMMITTEE_STAFF, committee), backend=BACKEND)
        page = client.get(reverse("reports"), {"nam": "2025"}).content.decode()
        assert "Chi bộ Xong" in page
        assert "Đã ban hành" in page
        assert "chưa soạn" in page
        assert "Người khác" not in page

    def test_the_list_costs_the_same_with_one_and_with_thirty_reports(
        self, signed, cell, django_assert_num_queries
    ):
        def start(year):
            span = parse(str(year))
            ReportFactory(organization=cell, starts=span.earliest, ends=span.latest)

        start(2025)
        with django_assert_num_queries(LIST):
            signed.get(reverse("reports"))
        for year in range(1996, 2025):
            start(year)
        with django_assert_num_queries(LIST):
            signed.get(reverse("reports"))


LIST = 8


class TestWhatNotEverybodyMaySee:
    """A clerk writes reports, and sees neither ratings nor dues nor discipline."""

    ADDRESSES = ("write_report", "preview_report", "report_article")
    WITHHELD = ("Hoàn thành tốt nhiệm vụ", "100.000", "khiển trách")

    @pytest.fixture
    def report(self, cell):
        load_known_law(by=None)
        member = MemberFactory(organization=cell)
        report = ready_report(organization=cell)
        records.everything(cell, member, 1)
        return report

    def pages(self, client, report) -> list[str]:
        return [
            client.get(reverse(name, args=[report.pk])).content.decode() for name in self.ADDRESSES
        ]

    def test_a_secretary_finds_it_in_the_draft(self, signed, report):
        write, preview, _ = self.pages(signed, report)
        for words in self.WITHHELD:
            assert words in write
            assert words in preview
        assert "chỉ hiện với người được xem" not in write + preview

    def test_a_clerk_finds_none_of_it_and_is_told_why(self, client, cell, report):
        client.force_login(holder(Role.CLERK, cell), backend=BACKEND)
        for page in self.pages(client, report):
            assert not [words for words in self.WITHHELD if words in page]
            assert "chỉ hiện với người được xem" in page

    def test_what_is_issued_tells_all(self, cell, report):
        facts = actions.issue(by=None, scope=WHOLE, report=report, at=AT).snapshot.facts
        assert '"disciplines":[]' not in facts.replace(" ", "")
