import hashlib
import threading
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.audit.models import Entry
from chibo.documents import printing
from chibo.documents.tree import Document
from chibo.files import store
from chibo.numbering.models import DrawnNumber
from chibo.organizations.models import NumberingMode
from chibo.reasons import Refusal
from reports.yearend import actions, queries, rules
from reports.yearend.facts import ReportFacts
from reports.yearend.models import Report, ReportSnapshot
from tests.chibo.factories import CommitteeFactory, GroupFactory, OrganizationFactory
from tests.reports.factories import (
    AT,
    ENDS,
    HEADING,
    STARTS,
    TEXTS,
    WHOLE,
    AchievementFactory,
    ReportFactory,
    ready_report,
)


def issue(report, **kwargs):
    return actions.issue(by=None, scope=WHOLE, report=report, at=AT, **kwargs)


@pytest.mark.django_db
class TestStarting:
    def test_a_second_draft_on_the_same_period_is_refused(self):
        report = ReportFactory()
        with pytest.raises(Refusal) as refused:
            ReportFactory(organization=report.organization)
        assert refused.value.reasons[0].url == f"/bao-cao/{report.pk}/"

    def test_a_period_that_is_issued_is_corrected_not_started_again(self):
        report = issue(ready_report())
        with pytest.raises(Refusal, match="bản sửa đổi") as refused:
            ReportFactory(organization=report.organization)
        assert refused.value.reasons[0].url == f"/bao-cao/{report.pk}/"

    def test_the_organization_is_locked_before_its_drafts_are_looked_for(self):
        cell = OrganizationFactory()
        with CaptureQueriesContext(connection) as caught:
            actions.start_report(
                by=None, organization=cell, kind="year", starts=STARTS, ends=ENDS, at=AT
            )
        asked = [one["sql"] for one in caught if "chibo_organization" in one["sql"]
                 or "reports_report" in one["sql"]]  # fmt: skip
        assert 'FROM "chibo_organization"' in asked[0]

    def test_a_place_with_too_many_cells_is_told_where_to_report(self, monkeypatch):
        monkeypatch.setattr(rules, "MOST_CELLS", 2)
        committee = CommitteeFactory()
        given = {
            "by": None, "organization": committee, "kind": "month",
            "starts": STARTS, "ends": ENDS, "at": AT,
        }  # fmt: skip
        cells = [OrganizationFactory(parent=committee) for _ in range(3)]
        with pytest.raises(
            Refusal, match="Có 3 chi bộ bên dưới; một báo cáo gộp nhiều nhất 2 chi bộ"
        ):
            actions.start_report(**given)
        cells[0].delete()
        assert actions.start_report(**given).organization == committee

    def test_a_group_reports_nothing(self):
        group = GroupFactory(parent=OrganizationFactory())
        with pytest.raises(Refusal, match="Tổ đảng"):
            actions.start_report(
                by=None, organization=group, kind="year", starts=STARTS, ends=ENDS, at=AT
            )


@pytest.mark.django_db
class TestWriting:
    def test_a_save_keeps_texts_and_logs_which_changed(self):
        report = ReportFactory()
        texts = {**TEXTS, "uu-diem-chung": "Mới."}
        actions.write_report(by=None, report=report, texts=texts, heading=HEADING, version=2, at=AT)
        assert queries.texts(WHOLE, report)["uu-diem-chung"] == "Mới."
        values = Entry.objects.filter(verb="write_report").latest("sequence").values
        assert values == {"version": 3, "texts": ["uu-diem-chung"]}

    def test_an_old_version_is_refused_and_writes_nothing(self):
        report = ReportFactory()
        with pytest.raises(Refusal, match="vừa lưu"):
            actions.write_report(
                by=None,
                report=report,
                texts={"uu-diem-chung": "Đè lên"},
                heading=HEADING,
                version=1,
                at=AT,
            )
        assert queries.texts(WHOLE, report) == TEXTS

    def test_what_is_issued_is_not_written_again(self):
        report = issue(ready_report())
        with pytest.raises(Refusal, match="đã ban hành"):
            actions.write_report(
                by=None,
                report=report,
                texts={},
                heading=HEADING,
                version=report.version,
                at=AT,
            )


@pytest.mark.django_db
class TestIssuing:
    def test_an_issue_draws_a_number_and_keeps_facts_and_document(self):
        report = issue(ready_report())
        assert (report.status, report.number) == ("issued", 1)
        assert ReportFacts.from_json(report.snapshot.facts).achievements
        document = Document.from_json(report.snapshot.document)
        assert document.letterhead.number == "01"
        assert document.letterhead.date == HEADING.dated
        assert Entry.objects.get(verb="issue").values == {"number": 1, "run": "2025-2028"}

    def test_numbers_run_on_within_the_term_and_may_be_opened_by_hand(self):
        first = ready_report()
        assert issue(first, number=12).number == 12
        second = ReportFactory(organization=first.organization, starts=STARTS.replace(year=2024))
        assert issue(second).number == 13

    def test_a_number_that_is_taken_is_refused_and_nothing_is_issued(self):
        first = ready_report()
        issue(first, number=5)
        second = ReportFactory(organization=first.organization, starts=STARTS.replace(year=2024))
        with pytest.raises(Refusal) as refused:
            issue(second, number=5)
        assert refused.value.reasons[0].field == "number"
        assert Report.objects.get(pk=second.pk).status == "draft"
        assert ReportSnapshot.objects.count() == 1

    def test_without_a_term_the_numbers_run_by_year_only_where_that_is_set(self):
        report = ready_report()
        report.organization.terms.all().delete()
        with pytest.raises(Refusal, match="nhiệm kỳ"):
            issue(report)
        report.organization.numbering = NumberingMode.YEAR
        report.organization.save()
        issue(report)
        assert DrawnNumber.objects.get().sequence.run == "2026"

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"signer_name": ""}, "Chưa có người ký"),
            ({"dated": None}, "Chưa có ngày ký"),
        ],
    )
    def test_a_report_without_signer_or_day_is_refused(self, change, words):
        report = ready_report()
        heading = replace(HEADING, **change)
        actions.write_report(by=None, report=report, texts=TEXTS, heading=heading, version=2, at=AT)
        with pytest.raises(Refusal, match=words):
            issue(report)
        assert not DrawnNumber.objects.exists()

    def test_a_required_passage_that_is_empty_is_refused(self):
        report = ready_report()
        actions.write_report(
            by=None,
            report=report,
            texts={"uu-diem-chung": " "},
            heading=HEADING,
            version=2,
            at=AT,
        )
        with pytest.raises(Refusal, match="Chưa viết: Ưu điểm"):
            issue(report)

    def test_it_is_issued_once(self):
        report = ready_report()
        stale = Report.objects.get(pk=report.pk)
        issue(report)
        with pytest.raises(Refusal, match="đã ban hành"):
            issue(stale)

    def test_what_a_colleague_saved_meanwhile_is_not_issued_unseen(self):
        report = ready_report()
        stale = Report.objects.get(pk=report.pk)
        actions.write_report(by=None, report=report, texts=TEXTS, heading=HEADING, version=2, at=AT)
        with pytest.raises(Refusal, match="Có người lưu báo cáo này sau khi"):
            issue(stale)


@pytest.mark.django_db
class TestPrints:
    def test_the_kept_bytes_have_the_kept_hash_whatever_happens_later(self):
        report = issue(ready_report())
        document = Document.from_json(report.snapshot.document)
        content = printing.printed(document, "docx")
        actions.keep_prints(by=None, report=report, prints={"docx": content})
        AchievementFactory(organization=report.organization, text="Ghi sau khi ban hành")
        kept = queries.kept_prints(WHOLE, report).get()
        assert kept.file.sha256 == hashlib.sha256(content).hexdigest()
        assert store.get(kept.file.sha256) == content
        assert "Ghi sau" not in Report.objects.get(pk=report.pk).snapshot.facts

    def test_a_print_is_kept_once(self):
        report = issue(ready_report())
        actions.keep_prints(by=None, report=report, prints={"html": b"mot"})
        assert actions.keep_prints(by=None, report=report, prints={"html": b"hai"}) == []
        assert store.get(queries.kept_prints(WHOLE, report).get().file.sha256) == b"mot"


@pytest.mark.django_db
class TestCorrecting:
    def test_a_correction_starts_from_the_issued_text_and_leaves_it_alone(self):
        report = issue(ready_report())
        before = report.snapshot.document
        correction = actions.correct(by=None, report=report, at=AT)
        assert correction.corrects == report
        assert queries.texts(WHOLE, correction) == TEXTS
        actions.write_report(
            by=None,
            report=correction,
            texts={"uu-diem-chung": "Đã sửa."},
            heading=HEADING,
            version=1,
            at=AT,
        )
        assert issue(correction).number == 2
        assert ReportSnapshot.objects.get(report=report).document == before

    def test_a_report_is_corrected_once_and_only_when_issued(self):
        report = ready_report()
        with pytest.raises(Refusal, match="chưa ban hành"):
            actions.correct(by=None, report=report, at=AT)
        actions.correct(by=None, report=issue(report), at=AT)
        with pytest.raises(Refusal, match="đã có bản sửa đổi"):
            actions.correct(by=None, report=report, at=AT)


@pytest.mark.django_db
class TestDiscarding:
    def test_a_draft_goes_with_its_texts_in_the_log(self):
        report = ReportFactory()
        actions.discard_report(by=None, report=report, reason="trùng")
        assert not Report.objects.exists()
        assert Entry.objects.get(verb="discard_report").values["texts"] == TEXTS

    def test_an_issued_report_stays(self):
        report = issue(ready_report())
        with pytest.raises(Refusal, match="lưu giữ"):
            actions.discard_report(by=None, report=report, reason="x")


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_draw_one_number():
    report = ready_report()
    outcomes = []

    def run(own: Report):
        try:
            outcomes.append(issue(own).number)
        except Refusal:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=[Report.objects.get(pk=report.pk)]) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [1, "refused"]
    assert DrawnNumber.objects.count() == ReportSnapshot.objects.count() == 1
