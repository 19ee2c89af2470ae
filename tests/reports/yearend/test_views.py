import datetime
import hashlib
import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from chibo.documents import printing
from chibo.documents.pdf import PrintingFailed
from chibo.drafts import actions as drafts
from chibo.drafts.models import Draft
from chibo.numbering.models import DrawnNumber
from chibo.regulations.actions import load_known_law
from reports.yearend import actions, queries
from reports.yearend.forms import details_of
from reports.yearend.models import Report
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.members.factories import HoldingFactory, MemberFactory
from tests.reports.factories import (
    AT,
    HEADING,
    TEXTS,
    WHOLE,
    AchievementFactory,
    LimitationFactory,
    ReportFactory,
    meeting,
    ready_report,
    secretary_of,
)
from tests.reports.yearend import records

pytestmark = pytest.mark.django_db
BACKEND = "chibo.accounts.backend.AccountBackend"


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


def given(report, **changes):
    """Return what the composer's form would send for a report as it is stored."""
    report = Report.objects.get(pk=report.pk)
    values = details_of(report, HEADING, TEXTS) | {"dated": "08/01/2026"}
    return {key: "" if value is None else value for key, value in (values | changes).items()}


def write(report) -> str:
    return reverse("write_report", args=[report.pk])


def issued(**kwargs):
    return actions.issue(by=None, scope=WHOLE, report=ready_report(**kwargs), at=AT)


class TestStarting:
    def test_the_meeting_that_reviews_the_year_is_at_hand(self, signed, cell):
        heard = meeting(cell, "8/1/2026", "year_end", review_year=2025, title="Tổng kết")
        address = reverse("start_report", args=["mau"])
        page = signed.get(address).content.decode()
        assert f'<option value="{heard.pk}"' in page
        sent = {"kind": "year", "period": "2025", "meeting": heard.pk}
        assert signed.post(address, sent).status_code == 302
        report = Report.objects.get()
        assert (report.meeting, str(report.starts), str(report.ends)) == (
            heard, "2025-01-01", "2025-12-31",
        )  # fmt: skip
        assert str(report.dated) == "2026-01-08"

    def test_a_neighbours_meeting_cannot_be_chosen(self, signed):
        theirs = meeting(OrganizationFactory(), "8/1/2026", "year_end", title="Họp kín")
        address = reverse("start_report", args=["mau"])
        assert "Họp kín" not in signed.get(address).content.decode()
        sent = {"kind": "year", "period": "2025", "meeting": theirs.pk}
        assert "Không có buổi sinh hoạt này" in signed.post(address, sent).content.decode()
        assert not Report.objects.exists()

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"kind": "year"}, "Ghi kỳ báo cáo"),
            ({"kind": "year", "period": "2020-2025"}, "không dài quá một năm"),
            ({"kind": "month", "starts": "01/07/2013"}, "Ghi cả ngày đầu và ngày cuối"),
            ({"kind": "period", "starts": "02/01/2025", "ends": "01/01/2025"}, "bằng hoặc sau"),
            ({"kind": "month", "period": "13/2013"}, "Không có tháng 13"),
            ({"kind": "x", "period": "2025"}, "Chọn loại báo cáo"),
        ],
    )
    def test_a_period_that_is_none_is_refused_in_words(self, signed, sent, words):
        page = signed.post(reverse("start_report", args=["mau"]), sent).content.decode()
        assert words in page
        assert not Report.objects.exists()

    def test_a_period_already_issued_leads_to_its_correction(self, signed, cell):
        done = issued(organization=cell)
        answer = signed.post(
            reverse("start_report", args=["mau"]), {"kind": "year", "period": "2025"}
        )
        page = answer.content.decode()
        assert "đã ban hành" in page
        assert f'href="{reverse("report", args=[done.pk])}"' in page
        assert Report.objects.count() == 1

    def test_two_months_are_a_period(self, signed):
        sent = {"kind": "month", "starts": "01/07/2013", "ends": "31/08/2013"}
        signed.post(reverse("start_report", args=["mau"]), sent)
        assert "tháng 7 - tháng 8 năm 2013" in Report.objects.get().about


class TestComposing:
    def test_a_save_keeps_every_passage_escaped_and_in_nfc(self, signed, cell):
        report = ReportFactory(organization=cell)
        sent = given(
            report, **{"text-uu-diem-chung": "Doa\u0300n ke\u0302\u0301t <script>x</script>"}
        )
        answer = signed.post(write(report), sent)
        assert answer.url == f"{write(report)}?luu=3"
        assert queries.texts(WHOLE, report)["uu-diem-chung"] == "Doàn kết <script>x</script>"
        page = signed.get(answer.url).content.decode()
        assert "&lt;script&gt;x" in page
        assert "<script>x" not in page
        assert "data-draft-clear" in page

    def test_a_hundred_thousand_letters_are_kept(self, signed, cell):
        report = ReportFactory(organization=cell)
        signed.post(write(report), given(report, **{"text-uu-diem-chung": "a" * 100_000}))
        assert len(queries.texts(WHOLE, report)["uu-diem-chung"]) == 100_000

    def test_one_letter_more_is_refused_beside_the_field_and_all_is_kept(self, signed, cell):
        report = ReportFactory(organization=cell)
        sent = given(
            report, **{"text-uu-diem-chung": "a" * 100_001, "text-thuan-loi": "Chữ khác đã gõ"}
        )
        page = signed.post(write(report), sent).content.decode()
        assert "Dài quá 100.000 chữ" in page
        assert "a" * 100_001 in page
        assert "Chữ khác đã gõ" in page
        assert queries.texts(WHOLE, report) == TEXTS

    def test_an_impossible_day_is_refused_and_the_text_stays(self, signed, cell):
        report = ReportFactory(organization=cell)
        sent = given(report, dated="31/02/2026", **{"text-thuan-loi": "Chữ đã gõ"})
        page = signed.post(write(report), sent).content.decode()
        assert "Không đọc được ngày này" in page
        assert "Chữ đã gõ" in page

    def test_a_conflict_shows_both_texts_and_the_next_save_wins(self, signed, cell):
        report = ReportFactory(organization=cell)
        mine = given(report, **{"text-uu-diem-chung": "Chữ của tôi"})
        signed.post(write(report), given(report, **{"text-uu-diem-chung": "Chữ đồng nghiệp"}))
        answer = signed.post(write(report), mine)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Có người vừa lưu" in page
        assert "Chữ của tôi" in page
        assert "Chữ đồng nghiệp" in page
        assert 'name="version" value="3"' in page
        signed.post(write(report), {**mine, "version": "3"})
        assert queries.texts(WHOLE, report)["uu-diem-chung"] == "Chữ của tôi"

    def test_a_button_puts_the_years_records_into_its_passage(self, signed, cell):
        report = ReportFactory(organization=cell)
        LimitationFactory(organization=cell, text="Sinh hoạt chưa phong phú")
        assert "1 hạn chế đã ghi" in signed.get(write(report)).content.decode()
        sent = given(
            report, insert="han-che-khuyet-diem:han-che", **{"text-han-che-khuyet-diem": "Đã gõ."}
        )
        answer = signed.post(write(report), sent)
        assert answer.url.endswith("?luu=3#han-che-khuyet-diem")
        text = queries.texts(WHOLE, report)["han-che-khuyet-diem"]
        assert text == "Đã gõ.\nSinh hoạt chưa phong phú."

    def test_a_button_puts_last_years_text_into_its_passage(self, signed, cell):
        issued(
            organization=cell,
            starts=parse("2024").earliest,
            ends=parse("2024").latest,
        )
        report = ReportFactory(organization=cell)
        assert "Đoạn năm 2024" in signed.get(write(report)).content.decode()
        sent = given(report, insert="uu-diem-chung:nam-truoc", **{"text-uu-diem-chung": ""})
        signed.post(write(report), sent)
        assert queries.texts(WHOLE, report)["uu-diem-chung"] == "Chi bộ đoàn kết."

    def test_what_was_typed_and_not_saved_is_shown_again(self, signed, cell, secretary):
        report = ReportFactory(organization=cell)
        key = f"bao-cao-{report.pk}"
        signed.post(reverse("keep_draft", args=[key]), given(report, **{"text-thuan-loi": "Gõ dở"}))
        assert "Gõ dở" in signed.get(write(report)).content.decode()
        signed.post(write(report), given(report))
        assert not Draft.objects.exists()

    @pytest.mark.parametrize("opened", ["2", ""])
    def test_a_draft_is_used_though_a_colleague_saved_after_it(
        self, signed, cell, secretary, opened
    ):
        report = ReportFactory(organization=cell)
        fields = QueryDict(mutable=True)
        fields.update(given(report, **{"text-thuan-loi": "Tôi gõ dở", "version": opened}))
        drafts.keep_draft(by=secretary, key=f"bao-cao-{report.pk}", fields=fields, at=AT)
        texts = {**TEXTS, "thuan-loi": "Chữ đồng nghiệp"}
        actions.write_report(
            by=None, report=report, texts=texts, heading=HEADING, version=2,
            at=AT + datetime.timedelta(hours=1),
        )  # fmt: skip
        page = signed.get(write(report)).content.decode()
        assert "Tôi gõ dở" in page
        version = re.search(r'name="version" value="(\d+)"', page)
        sent = given(report, **{"text-thuan-loi": "Tôi gõ dở", "version": version[1]})
        answer = signed.post(write(report), sent)
        assert answer.status_code == 409
        assert "Chữ đồng nghiệp" in answer.content.decode()
        assert queries.texts(WHOLE, report)["thuan-loi"] == "Chữ đồng nghiệp"

    def test_a_conflict_shows_the_heading_and_the_meeting_a_colleague_saved(self, signed, cell):
        report = ReportFactory(organization=cell)
        held = meeting(cell, "8/1/2026", "year_end", title="Hội nghị tổng kết")
        mine = given(report)
        signed.post(write(report), given(report, signer_name="Trần Thị Mới", meeting=held.pk))
        answer = signed.post(write(report), mine)
        page = " ".join(answer.content.decode().split())
        assert answer.status_code == 409
        assert page.count("Bản trên máy chủ:") == 2
        assert "Bản trên máy chủ:</span> Trần Thị Mới" in page
        assert "Bản trên máy chủ:</span> 08/01/2026 – Hội nghị tổng kết" in page
        assert re.search(r'<details class="rest no-print mb-4" id="the-thuc" open', page)

    def test_the_secretary_of_its_day_signs_where_nobody_does(self, signed, cell):
        HoldingFactory(member=MemberFactory(organization=cell, full_name="Đinh Công Phúc"))
        report = ReportFactory(organization=cell)
        signed.post(write(report), given(report, signer_name="", signer_post=""))
        found = Report.objects.get()
        assert (found.signer_name, found.signer_post) == ("Đinh Công Phúc", "BÍ THƯ")

    def test_reasons_stand_beside_the_greyed_button(self, signed, cell):
        page = signed.get(write(ReportFactory(organization=cell))).content.decode()
        assert 'aria-disabled="true" aria-describedby="con-thieu"' in " ".join(page.split())
        assert "đánh theo nhiệm kỳ" in page
        assert "Chưa viết: Hạn chế, khuyết điểm." in page

    def test_it_costs_the_same_with_one_and_with_thirty_rows(
        self, signed, cell, django_assert_num_queries
    ):
        report = ReportFactory(organization=cell)
        AchievementFactory(organization=cell)
        with django_assert_num_queries(COMPOSER):
            signed.get(write(report))
        for _ in range(29):
            AchievementFactory(organization=cell)
            LimitationFactory(organization=cell)
        with django_assert_num_queries(COMPOSER):
            signed.get(write(report))

    def test_the_draft_is_shown_and_printed_as_it_is(self, signed, cell):
        report = ReportFactory(organization=cell)
        assert "In thử" in signed.get(reverse("preview_report", args=[report.pk])).content.decode()
        answer = signed.get(reverse("draft_print", args=[report.pk, "docx"]))
        assert answer.content.startswith(b"PK")
        assert "ban-nhap.docx" in answer["Content-Disposition"]

    def test_a_print_that_fails_is_said(self, signed, cell, monkeypatch):
        _break_printer(monkeypatch)
        report = ReportFactory(organization=cell)
        answer = signed.get(reverse("draft_print", args=[report.pk, "pdf"]), follow=True)
        assert "Máy in hỏng." in answer.content.decode()

    def test_a_draft_is_discarded_with_a_reason(self, signed, cell):
        report = ReportFactory(organization=cell)
        address = reverse("discard_report", args=[report.pk])
        assert "Ghi lý do bỏ" in signed.post(address, {"reason": ""}).content.decode()
        signed.post(address, {"reason": "trùng"})
        assert not Report.objects.exists()


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
            _break_printer(broken)
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


COMPOSER = 46
LIST = 8


def _break_printer(monkeypatch):
    def fail(document):
        raise PrintingFailed("Máy in hỏng.")

    monkeypatch.setitem(printing._PRINTERS, "pdf", fail)


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
