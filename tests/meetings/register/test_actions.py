"""Proposing, drafting, issuing, printing and withdrawing papers."""

import datetime
from dataclasses import replace

import pytest

from chibo.access import Scope
from chibo.audit.models import Entry
from chibo.documents import printing
from chibo.documents.tree import Document
from chibo.files import store
from chibo.organizations.models import NumberingMode
from chibo.reasons import Refusal
from meetings.minutes import actions as minutes
from meetings.minutes.models import Vote
from meetings.register import actions
from meetings.register.models import OfficialDocument
from tests.chibo.factories import GroupFactory
from tests.meetings.register.cells import AT, RESOLUTION

pytestmark = pytest.mark.django_db
WHOLE = Scope.whole()


def refused(deed, **given) -> str:
    with pytest.raises(Refusal) as no:
        deed(**given)
    return " ".join(f"{reason.text} {reason.clause}" for reason in no.value.reasons)


def issue(cell, paper, **given):
    return actions.issue(by=cell.secretary, scope=WHOLE, paper=paper, at=AT, **given)


def test_members_propose_a_resolution_in_a_meeting(cell):
    paper = actions.propose(
        by=cell.secretary,
        organization=cell.organization,
        type="NQ",
        subject="về học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
        proposed_in=cell.meeting,
        proposed_by="đảng viên trong chi bộ đề nghị",
        at=AT,
    )
    assert (paper.status, paper.proposed_in, paper.body) == ("proposed", cell.meeting, "")
    assert Entry.objects.get(verb="propose").values["proposed_in"] == cell.meeting.pk


def test_a_paper_with_text_is_a_draft_and_one_without_a_proposal(cell):
    assert cell.paper().status == "draft"
    assert cell.paper(body="").status == "proposed"


def test_a_proposal_whose_text_is_written_becomes_a_draft(cell):
    paper = cell.paper(body="")
    written = actions.correct(by=cell.secretary, paper=paper, content=RESOLUTION, version=1, at=AT)
    assert (written.status, written.version) == ("draft", 2)
    assert Entry.objects.get(verb="correct").values == {"body": ["", RESOLUTION.body]}


def test_a_save_on_an_older_version_is_refused(cell):
    paper = cell.paper()
    for version in (0, 2):
        with pytest.raises(actions.OutOfDate):
            actions.correct(
                by=cell.secretary, paper=paper, content=RESOLUTION, version=version, at=AT
            )


def test_a_meeting_or_a_vote_of_the_neighbour_is_refused(cell, neighbour):
    vote = Vote.objects.create(meeting=neighbour.meeting, order=1, question="?", yes=1, base=1)
    for strange in ({"proposed_in": neighbour.meeting}, {"vote": vote}):
        content = replace(RESOLUTION, **strange)
        said = refused(
            actions.draft,
            by=cell.secretary, organization=cell.organization, content=content, at=AT,
        )  # fmt: skip
        assert "không có trong sổ" in said
        given = {"paper": cell.paper(), "content": content, "version": 1}
        assert "không có trong sổ" in refused(actions.correct, by=cell.secretary, at=AT, **given)


def test_a_group_issues_no_papers(cell):
    group = GroupFactory(code="to", parent=cell.organization)
    said = refused(
        actions.propose, by=cell.secretary, organization=group, type="NQ", subject="x", at=AT
    )
    assert "Tổ đảng không ban hành" in said


def test_numbers_run_on_within_a_type_and_a_term(cell):
    assert [cell.issued().symbol, cell.issued().symbol] == ["01-NQ/CB", "02-NQ/CB"]
    assert cell.issued(type="KH").symbol == "01-KH/CB"
    assert {paper.run for paper in OfficialDocument.objects.all()} == {"2025-2030"}


def test_numbers_run_on_within_a_year_where_the_cell_counts_so(cell):
    cell.organization.numbering = NumberingMode.YEAR
    cell.organization.save()
    assert cell.issued().run == "2026"
    last_year = cell.issued(dated=datetime.date(2025, 12, 30))
    assert (last_year.run, last_year.symbol) == ("2025", "01-NQ/CB")


def test_a_number_by_hand_continues_the_paper_book(cell):
    assert cell.issued(number=37).symbol == "37-NQ/CB"
    assert cell.issued().number == 38


def test_a_number_that_is_taken_is_refused_without_saying_where(cell):
    taken = cell.issued(subject="chuyện kín của chi bộ", number=5)
    said = refused(issue, cell=cell, paper=cell.paper(), number=5)
    assert "Số 05 đã cấp cho văn bản khác" in said
    assert taken.subject not in said
    assert OfficialDocument.objects.filter(status="issued").count() == 1


def test_the_neighbour_counts_for_itself(cell, neighbour):
    assert cell.issued(number=5).number == neighbour.issued(number=5).number


def test_everything_that_lacks_is_said_at_once_and_nothing_is_drawn(cell):
    paper = cell.paper(body="", dated=None, signer_name="")
    said = refused(issue, cell=cell, paper=paper)
    assert all(part in said for part in ("nội dung", "ngày ký", "người ký"))
    before_the_term = cell.paper(dated=datetime.date(2024, 1, 5))
    assert "chưa ghi nhiệm kỳ" in refused(issue, cell=cell, paper=before_the_term)
    assert cell.issued().number == 1


def test_the_type_follows_the_regulation_of_its_day(cell):
    old = cell.paper(type="TB", dated=datetime.date(2026, 1, 8))
    said = refused(issue, cell=cell, paper=old)
    assert "66-QĐ/TW: chi bộ không ban hành quy chế, thông báo, kết luận" in said
    assert cell.issued(type="TB", dated=datetime.date(2026, 1, 9)).symbol == "01-TB/CB"


def test_a_vote_that_failed_adopts_nothing(cell):
    vote = Vote.objects.create(meeting=cell.meeting, order=1, question="?", yes=10, base=20)
    assert "Không đạt: 10/20 (50%)" in refused(issue, cell=cell, paper=cell.paper(vote=vote))


def test_what_is_issued_is_kept_as_a_document_and_never_changes(cell):
    paper = cell.issued()
    kept = Document.from_json(paper.snapshot.document)
    assert (kept.letterhead.number, kept.letterhead.series) == ("01", "NQ/CB")
    given = {"paper": paper, "content": RESOLUTION, "version": paper.version}
    assert "đã ban hành" in refused(actions.correct, by=cell.secretary, at=AT, **given)
    assert "không rút được" in refused(
        actions.withdraw, by=cell.secretary, paper=paper, reason="nhầm", at=AT
    )
    assert "đã ban hành" in refused(issue, cell=cell, paper=paper)


def test_prints_are_kept_once(cell, prints):
    paper = cell.issued()
    made, failures = printing.prints(Document.from_json(paper.snapshot.document))
    kept = actions.keep_prints(by=cell.secretary, paper=paper, prints=made)
    assert (failures, [one.format for one in kept]) == ([], ["docx", "pdf", "html"])
    assert kept[0].file.name == "01-NQ-CB-tt.docx"
    assert store.get(kept[1].file.sha256) == made["pdf"]
    assert actions.keep_prints(by=cell.secretary, paper=paper, prints={"pdf": b"other"}) == []


def test_a_withdrawn_paper_stays_with_its_reason(cell):
    paper = cell.paper()
    assert "Ghi lý do" in refused(
        actions.withdraw, by=cell.secretary, paper=paper, reason=" ", at=AT
    )
    actions.withdraw(by=cell.secretary, paper=paper, reason="trùng", at=AT)
    row = OfficialDocument.objects.get()
    assert (row.status, row.withdrawal, row.version) == ("withdrawn", "trùng", 2)
    assert "đã rút" in refused(issue, cell=cell, paper=row)


def test_a_meeting_that_is_thrown_away_leaves_the_proposal(cell):
    paper = cell.paper(proposed_in=cell.meeting)
    minutes.discard_meeting(by=cell.secretary, meeting=cell.meeting, reason="mở nhầm")
    paper.refresh_from_db()
    assert paper.proposed_in is None
