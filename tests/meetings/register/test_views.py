"""The pages of papers: row 3-16, issuing, and what stays closed."""

import datetime
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.access import Role
from chibo.audit.models import Entry
from chibo.documents import printing
from chibo.documents.pdf import PrintingFailed
from chibo.drafts import actions as drafts
from chibo.drafts.models import Draft
from chibo.numbering.models import DrawnNumber
from meetings.minutes.models import Vote
from meetings.register import actions
from meetings.register.models import OfficialDocument
from tests.chibo.factories import holder
from tests.meetings.register.cells import AT, RESOLUTION

pytestmark = pytest.mark.django_db
SUBJECT = (
    "về học tập và làm theo tư tưởng, tấm gương đạo đức Hồ Chí Minh đối với cán bộ, đảng viên, "
    "quần chúng"
)
GIVEN = {
    "type": "NQ",
    "subject": SUBJECT,
    "body": "I. MỤC TIÊU\nMỗi đồng chí đăng ký một việc làm theo gương Bác.",
    "proposed_by": "đảng viên trong chi bộ đề nghị",
    "place": "Hà Nội",
    "dated": "20/11/2026",
    "authority": "T/M CHI BỘ",
    "signer_post": "BÍ THƯ",
    "signer_name": "Nguyễn Hoàng Hải",
    "recipients": "Lưu Chi bộ",
}


def enter(client, user):
    client.force_login(user, backend="chibo.accounts.backend.AccountBackend")
    return client


@pytest.fixture
def signed(client, cell):
    return enter(client, cell.secretary)


def text(answer) -> str:
    return answer.content.decode()


def address(name: str, *args) -> str:
    return reverse(name, args=args)


def test_a_resolution_that_members_propose_is_recorded_with_its_meeting_row_3_16(signed, cell):
    page = address("draft_official_document", "tt")
    opened = text(signed.get(f"{page}?buoi={cell.meeting.pk}"))
    assert f'<option value="{cell.meeting.pk}" selected>20/11/2026 – Thường kỳ' in opened
    assert "Nguyễn Hoàng Hải" in opened
    answer = signed.post(page, {**GIVEN, "proposed_in": cell.meeting.pk})
    paper = OfficialDocument.objects.get()
    assert answer.url == address("official_document", paper.pk)
    assert (paper.type, paper.status, paper.proposed_in) == ("NQ", "draft", cell.meeting)
    shown = text(signed.get(answer.url))
    assert SUBJECT in shown
    assert "đảng viên trong chi bộ đề nghị" in shown
    assert address("meeting", cell.meeting.pk) in shown
    assert f'data-draft-clear="van-ban-moi-{cell.organization.code}"' in shown
    listed = text(signed.get(address("official_documents")))
    assert SUBJECT in listed
    assert "Dự thảo" in listed


def test_a_proposal_without_text_is_listed_as_one(signed):
    signed.post(address("draft_official_document", "tt"), {"type": "NQ", "subject": SUBJECT})
    listed = text(signed.get(address("official_documents")))
    assert "Đề nghị</h2>" in listed


def test_bad_input_keeps_what_was_typed(signed, cell, neighbour):
    bad = {
        **GIVEN, "subject": "", "dated": "31/02/2026", "body": "Chữ đã gõ",
        "proposed_in": neighbour.meeting.pk,
    }  # fmt: skip
    for page in (
        address("draft_official_document", "tt"),
        address("correct_official_document", cell.paper().pk),
    ):
        shown = text(signed.post(page, bad))
        assert "Chưa lưu được" in shown
        assert "Ghi trích yếu" in shown
        assert "Chữ đã gõ" in shown
        assert "31/02/2026" in shown
    assert OfficialDocument.objects.count() == 1


def test_what_was_typed_and_not_saved_is_there_again(signed, cell):
    paper = cell.paper()
    kept = {"van-ban-moi-tt": {"subject": "gõ dở"}, f"van-ban-{paper.pk}": {"subject": "sửa dở",
            "version": "1"}}  # fmt: skip
    for key, fields in kept.items():
        signed.post(address("keep_draft", key), fields)
    assert "gõ dở" in text(signed.get(address("draft_official_document", "tt")))
    page = address("correct_official_document", paper.pk)
    shown = text(signed.get(page))
    assert 'value="sửa dở"' in shown
    assert "Đang mở" in shown
    signed.post(page, {**GIVEN, "version": "1"})
    assert [draft.key for draft in Draft.objects.all()] == ["van-ban-moi-tt"]


def test_an_unsaved_draft_can_be_dropped(signed, cell):
    paper = cell.paper()
    page = address("correct_official_document", paper.pk)
    signed.post(address("keep_draft", f"van-ban-{paper.pk}"), {"subject": "sửa dở"})
    answer = signed.post(address("drop_official_document_draft", paper.pk), follow=True)
    assert f'data-draft-clear="van-ban-{paper.pk}"' in text(answer)
    assert "sửa dở" not in text(signed.get(page))


def test_two_people_who_write_at_once_lose_no_word(signed, cell):
    paper = cell.paper()
    page = address("correct_official_document", paper.pk)
    signed.post(page, {**GIVEN, "version": "1", "subject": "bản của người kia"})
    mine = {**GIVEN, "version": "1", "subject": "bản của tôi"}
    shown = text(signed.post(page, mine))
    assert "Người khác vừa lưu văn bản này" in shown
    assert 'value="bản của tôi"' in shown
    assert "bản của người kia" in shown
    assert 'name="version" value="2"' in shown
    assert signed.post(page, {**mine, "version": "2"}).status_code == 302
    assert OfficialDocument.objects.get().subject == "bản của tôi"


def test_a_draft_on_an_older_version_is_shown_beside_the_saved_one(signed, cell):
    paper = cell.paper()
    signed.post(
        address("keep_draft", f"van-ban-{paper.pk}"),
        {**GIVEN, "version": "1", "subject": "gõ từ trước"},
    )
    page = address("correct_official_document", paper.pk)
    actions.correct(
        by=None,
        paper=paper,
        content=actions.PaperContent(type="NQ", subject="đã lưu sau", body="x"),
        version=1,
        at=AT,
    )
    shown = text(signed.get(page))
    assert 'value="gõ từ trước"' in shown
    assert "đã lưu sau" in shown


def test_a_paper_issued_meanwhile_keeps_what_was_typed_on_the_page(signed, cell, monkeypatch):
    paper = cell.paper()

    def closed(**given):
        actions.refuse([actions.Reason("Văn bản đã ban hành nên không sửa được nữa.")])

    monkeypatch.setattr(actions, "correct", closed)
    shown = text(
        signed.post(address("correct_official_document", paper.pk), {**GIVEN, "version": "1"})
    )
    assert "đã ban hành nên không sửa được nữa" in shown
    assert "Mỗi đồng chí đăng ký" in shown


def confirmed(client, page: str, **more):
    """Return what the confirm page sends, as it is opened now."""
    found = re.search(r'name="version" value="(\d+)"', text(client.get(page)))
    return {"number": "", "version": found[1] if found else "", **more}


def test_what_a_colleague_saved_after_the_confirmation_was_opened_is_not_issued(
    signed, cell, prints
):
    paper = cell.paper()
    page = address("issue_official_document", paper.pk)
    sent = confirmed(signed, page)
    content = replace(RESOLUTION, body="Chữ chưa ai đọc.")
    actions.correct(by=None, paper=paper, content=content, version=1, at=AT)
    for given in (sent, {"number": ""}):
        assert "sau khi đồng chí mở trang này" in text(signed.post(page, given))
    assert OfficialDocument.objects.get().status == "draft"
    assert not DrawnNumber.objects.exists()
    signed.post(page, confirmed(signed, page))
    assert OfficialDocument.objects.get().status == "issued"


def test_issuing_gives_a_number_and_keeps_the_prints(signed, cell, prints):
    paper = cell.paper()
    page = address("issue_official_document", paper.pk)
    assert "01-NQ/CB, dãy 2025-2030" in text(signed.get(page))
    shown = text(signed.post(page, confirmed(signed, page), follow=True))
    assert "Đã ban hành văn bản số 01-NQ/CB." in shown
    assert "Số 01-NQ/CB" in shown
    first = signed.get(address("official_document_print", paper.pk, "pdf"))
    assert first["Content-Type"] == "application/pdf"
    assert "01-NQ-CB-tt.pdf" in first["Content-Disposition"]
    assert first.content == signed.get(address("official_document_print", paper.pk, "pdf")).content
    assert signed.get(address("official_document_print", paper.pk, "odt")).status_code == 404
    assert signed.get(page).url == address("official_document", paper.pk)
    closed = signed.get(address("correct_official_document", paper.pk))
    assert closed.url == address("official_document", paper.pk)
    assert Entry.objects.filter(verb="issue").count() == 1


def test_a_number_that_is_taken_is_said_and_kept_in_the_field(signed, cell):
    cell.issued(number=5, subject="chuyện khác")
    page = address("issue_official_document", cell.paper().pk)
    shown = text(signed.post(page, confirmed(signed, page, number="5")))
    assert "Số 05 đã cấp cho văn bản khác" in shown
    assert 'value="5"' in shown
    assert "chuyện khác" not in shown


def test_what_lacks_greys_the_button_and_says_why(signed, cell):
    paper = cell.paper(type="KL", dated=datetime.date(2025, 11, 20), signer_name="")
    for page in ("official_document", "issue_official_document"):
        shown = text(signed.get(address(page, paper.pk)))
        assert 'aria-disabled="true"' in shown
        assert "66-QĐ/TW: chi bộ không ban hành quy chế, thông báo, kết luận" in shown
        assert "Chưa có người ký" in shown
    refused = signed.post(address("issue_official_document", paper.pk), {"number": ""})
    assert "Chưa có người ký" in text(refused)
    assert OfficialDocument.objects.get().status == "draft"


def test_a_print_that_failed_is_made_again(signed, cell, prints, monkeypatch):
    paper = cell.paper()
    page = address("issue_official_document", paper.pk)

    def fails(document):
        raise PrintingFailed("Chưa in được PDF.")

    with monkeypatch.context() as patched:
        patched.setitem(printing._PRINTERS, "pdf", fails)
        shown = text(signed.post(page, confirmed(signed, page), follow=True))
    assert "Văn bản đã ban hành. Chưa in được PDF." in shown
    assert "còn thiếu bản PDF" in shown
    again = signed.post(address("print_official_document_again", paper.pk), follow=True)
    assert "còn thiếu" not in text(again)


def test_a_draft_is_printed_as_it_stands_and_nothing_is_kept(signed, cell, prints, monkeypatch):
    paper = cell.paper()
    answer = signed.get(address("official_document_print", paper.pk, "docx"))
    assert f"du-thao-{paper.pk}-tt.docx" in answer["Content-Disposition"]
    unknown = signed.get(address("official_document_print", paper.pk, "odt"))
    assert unknown.url == address("official_document", paper.pk)
    signed.post(address("print_official_document_again", paper.pk))
    assert not Entry.objects.filter(verb="store").exists()

    def fails(document):
        raise PrintingFailed("Chưa in được PDF.")

    monkeypatch.setitem(printing._PRINTERS, "pdf", fails)
    said = signed.get(address("official_document_print", paper.pk, "pdf"), follow=True)
    assert "Chưa in được PDF." in text(said)


def test_a_proposal_is_withdrawn_with_a_reason(signed, cell):
    paper = cell.paper()
    page = address("withdraw_official_document", paper.pk)
    assert "Ghi lý do rút" in text(signed.post(page, {"reason": " "}))
    long = text(signed.post(page, {"reason": "dài " * 100}))
    assert "Dài quá 300 chữ" in long
    assert "dài dài" in long
    shown = text(signed.post(page, {"reason": "Trùng với kế hoạch của Đảng ủy"}, follow=True))
    assert "Đã rút: Trùng với kế hoạch của Đảng ủy" in shown
    assert "Soạn tiếp" not in shown
    assert "đã rút rồi" in text(signed.post(page, {"reason": "nữa"}))


def test_words_are_looked_for_in_all_years(signed, cell):
    cell.issued(subject="về nguồn", dated=datetime.date(2025, 6, 1))
    page = address("official_documents")
    assert "về nguồn" not in text(signed.get(page))
    assert "về nguồn" in text(signed.get(f"{page}?nam=2025"))
    assert "về nguồn" in text(signed.get(f"{page}?q=VE+NGUON"))
    assert "Không có văn bản nào khớp" in text(signed.get(f"{page}?q=khong+co"))
    assert signed.get(f"{page}?nam=²025").status_code == 200


def test_a_member_reads_what_was_issued_and_no_drafts(client, cell, prints):
    member = holder(Role.MEMBER, cell.organization, user__username="dang-vien")
    draft, issued = cell.paper(subject="còn kín"), cell.issued(subject="đã công bố")
    enter(client, member)
    listed = text(client.get(address("official_documents")))
    assert "đã công bố" in listed
    assert "còn kín" not in listed
    assert "Soạn văn bản" not in listed
    assert client.get(address("official_document", issued.pk)).status_code == 200
    assert client.get(address("official_document", draft.pk)).status_code == 404
    assert client.get(address("official_document_print", draft.pk, "pdf")).status_code == 404
    assert client.get(address("correct_official_document", issued.pk)).status_code == 403
    assert client.get(address("issue_official_document", issued.pk)).status_code == 403


def test_a_clerk_writes_and_does_not_issue(client, cell):
    clerk = holder(Role.CLERK, cell.organization, user__username="thu-ky")
    paper = cell.paper()
    enter(client, clerk)
    shown = text(client.get(address("official_document", paper.pk)))
    assert "Soạn tiếp" in shown
    assert "Ban hành</" not in shown
    assert client.post(address("issue_official_document", paper.pk)).status_code == 403


def test_the_neighbour_finds_nothing(client, cell, neighbour, prints):
    draft, issued = cell.paper(), cell.issued()
    enter(client, neighbour.secretary)
    for paper in (draft, issued):
        for name in (
            "official_document",
            "correct_official_document",
            "issue_official_document",
        ):
            assert client.get(address(name, paper.pk)).status_code == 404
        for name in (
            "correct_official_document",
            "drop_official_document_draft",
            "issue_official_document",
            "print_official_document_again",
            "withdraw_official_document",
        ):
            answer = client.post(address(name, paper.pk), {**GIVEN, "reason": "x", "version": "1"})
            assert answer.status_code == 404
        printed = client.get(address("official_document_print", paper.pk, "pdf"))
        assert printed.status_code == 404
    assert client.get(address("draft_official_document", "tt")).status_code == 404
    assert client.post(address("draft_official_document", "tt"), GIVEN).status_code == 404
    assert client.get(f"{address('official_documents')}?to-chuc=tt").status_code == 404
    named = client.get(f"{address('draft_official_document', 'ben')}?buoi={cell.meeting.pk}")
    assert f'value="{cell.meeting.pk}"' not in text(named)
    assert OfficialDocument.objects.count() == 2


def test_the_committee_reads_below_and_does_not_write_there(client, cell):
    staff = holder(Role.COMMITTEE_STAFF, cell.committee, user__username="can-bo")
    paper = cell.paper()
    enter(client, staff)
    assert SUBJECT[:5] not in text(client.get(address("official_documents")))
    assert paper.subject in text(client.get(address("official_documents")))
    assert client.get(address("official_document", paper.pk)).status_code == 200
    assert client.get(address("correct_official_document", paper.pk)).status_code == 404
    opened = text(client.get(address("draft_official_document", "dang-uy")))
    assert "T/M ĐẢNG ỦY" in opened
    assert "Chi bộ không ban hành" not in opened


def statements(client, page) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.parametrize("rows", [1, 30])
def test_pages_cost_a_fixed_number_of_statements(signed, cell, prints, rows):
    vote = Vote.objects.create(meeting=cell.meeting, order=1, question="?", yes=1, base=1)
    for _ in range(rows):
        draft = cell.paper(proposed_in=cell.meeting, vote=vote)
    issued = [cell.issued(proposed_in=cell.meeting, vote=vote) for _ in range(rows)][-1]
    actions.keep_prints(by=None, paper=issued, prints={"pdf": b"x"})
    drafts.drop_draft(by=cell.secretary, key="x")
    assert {
        "list": statements(signed, address("official_documents")),
        "new": statements(signed, address("draft_official_document", "tt")),
        "draft": statements(signed, address("official_document", draft.pk)),
        "issued": statements(signed, address("official_document", issued.pk)),
        "correct": statements(signed, address("correct_official_document", draft.pk)),
        "issue": statements(signed, address("issue_official_document", draft.pk)),
    } == {"list": 9, "new": 11, "draft": 13, "issued": 6, "correct": 11, "issue": 15}


def test_the_papers_of_one_meeting_are_listed_alone(signed, cell, neighbour):
    vote = Vote.objects.create(meeting=cell.meeting, order=1, question="Q", yes=9, base=10)
    cell.paper(subject="đề nghị tại buổi này", proposed_in=cell.meeting)
    cell.paper(subject="biểu quyết tại buổi này", vote=vote)
    cell.paper(subject="việc khác")
    page = text(signed.get(address("official_documents"), {"buoi": cell.meeting.pk}))
    assert "đề nghị tại buổi này" in page
    assert "biểu quyết tại buổi này" in page
    assert "việc khác" not in page
    assert f"{address('draft_official_document', 'tt')}?buoi={cell.meeting.pk}" in page
    for key in (neighbour.meeting.pk, "x"):
        assert signed.get(address("official_documents"), {"buoi": key}).status_code == 404
