"""What is typed about papers."""

import pytest
from django.http import QueryDict

from chibo.access import Scope
from meetings.minutes.models import Vote
from meetings.register.forms import PaperForm
from meetings.register.models import OfficialDocument

pytestmark = pytest.mark.django_db
WHOLE = Scope.whole()


def typed(**values) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"type": "NQ", "subject": "về nguồn", **values})
    return data


def form(cell, data=None) -> PaperForm:
    return PaperForm(WHOLE, cell.organization, "399-QĐ/TW", data)


def test_meetings_and_votes_are_named_by_day_and_are_of_the_cell_only(cell, neighbour):
    for meeting in (cell.meeting, neighbour.meeting):
        Vote.objects.create(meeting=meeting, order=1, question="Thông qua", yes=9, base=10)
    page = form(cell)
    assert [label for _, label in page.fields["proposed_in"].choices] == [
        "Không gắn với buổi nào",
        "20/11/2026 – Thường kỳ",
    ]
    assert [label for _, label in page.fields["vote"].choices] == [
        "Chưa biểu quyết, hoặc không cần",
        "20/11/2026 – Thông qua: 9/10",
    ]


def test_the_types_a_cell_may_not_issue_are_said_and_not_offered(cell):
    page = form(cell, typed(type="CT"))
    assert page.fields["type"].help_text == (
        "Chi bộ không ban hành quy định, hướng dẫn, chỉ thị, thông tri (399-QĐ/TW)."
    )
    assert page.errors["type"] == ["Chi bộ không ban hành thể loại này. Chọn trong danh sách."]


def test_what_is_wrong_is_said_in_sentences(cell, neighbour):
    page = form(cell, typed(subject=" ", dated="31/02/2026", proposed_in=neighbour.meeting.pk))
    assert set(page.errors) == {"subject", "dated", "proposed_in"}
    assert page.errors["proposed_in"] == ["Không có trong sổ của chi bộ. Chọn lại trong danh sách."]


def test_fields_that_a_colleague_changed_carry_their_words(cell):
    paper = cell.paper(proposed_in=cell.meeting, proposed_by="đảng viên")
    OfficialDocument.objects.filter(pk=paper.pk).update(version=7)
    paper.refresh_from_db()
    page = form(
        cell,
        typed(
            version="1", subject=paper.subject, body=paper.body.replace("\n", "\r\n"),
            dated="20/11/2026", place="Hà Nội", authority="T/M CHI ỦY", type="KH",
            signer_post="BÍ THƯ", signer_name="Nguyễn Hoàng Hải", recipients=paper.recipients,
        ),
    )  # fmt: skip
    page.compare(paper)
    theirs = {field.name: field.theirs for field in page if hasattr(field, "theirs")}
    assert theirs == {
        "type": "Nghị quyết",
        "proposed_in": "20/11/2026 – Thường kỳ",
        "proposed_by": "đảng viên",
        "authority": "T/M CHI BỘ",
    }
    assert page["version"].value() == "7"
