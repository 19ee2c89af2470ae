"""Starting a report, and writing it."""

import datetime
import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from chibo.dates import parse
from chibo.drafts import actions as drafts
from chibo.drafts.models import Draft
from reports.yearend import actions, queries
from reports.yearend.forms import details_of
from reports.yearend.models import Report
from tests.chibo.factories import OrganizationFactory
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
)
from tests.reports.yearend.views.pages import break_printer, issued, write

pytestmark = pytest.mark.django_db


def given(report, **changes):
    """Return what the composer's form would send for a report as it is stored."""
    report = Report.objects.get(pk=report.pk)
    values = details_of(report, HEADING, TEXTS) | {"dated": "08/01/2026"}
    return {key: "" if value is None else value for key, value in (values | changes).items()}


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
        break_printer(monkeypatch)
        report = ReportFactory(organization=cell)
        answer = signed.get(reverse("draft_print", args=[report.pk, "pdf"]), follow=True)
        assert "Máy in hỏng." in answer.content.decode()

    def test_a_draft_is_discarded_with_a_reason(self, signed, cell):
        report = ReportFactory(organization=cell)
        address = reverse("discard_report", args=[report.pk])
        assert "Ghi lý do bỏ" in signed.post(address, {"reason": ""}).content.decode()
        signed.post(address, {"reason": "trùng"})
        assert not Report.objects.exists()


COMPOSER = 46
