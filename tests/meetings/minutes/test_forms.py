"""Documents and themes of an agenda item, typed on the page as people do."""

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from chibo.organizations.models import Organization
from meetings.minutes.facts import DocumentContent, ItemContent
from meetings.minutes.models import AgendaDocument, AgendaItem
from tests.chibo.factories import holder
from tests.meetings.factories import MeetingFactory, written
from tests.meetings.library.factories import GuidingDocumentFactory
from tests.meetings.pages import fields, words
from tests.members.pages import client, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cell):
    return MeetingFactory(organization=cell.organization, kinds={"regular"})


@pytest.fixture
def letter(cell):
    """A letter in the register above the cell, in the messy spelling it came with."""
    above = Organization.objects.get(name="Đảng bộ Sở")
    return GuidingDocumentFactory(
        organization=above, symbol="237/BTG - ĐUK", type="letter", title="tuyên truyền NQTW4"
    )


def desk(meeting):
    return reverse("write_minutes", args=[meeting.pk])


def with_row(cell, meeting, rows="items-0-documents"):
    """Press «Thêm văn bản» and return the fields of the page that follows."""
    form = fields(cell.secretary.get(desk(meeting)))
    answer = cell.secretary.post(desk(meeting), form | {"them": rows})
    return fields(cell.secretary.get(answer.url.partition("#")[0]))


def name(cell, meeting, text):
    form = with_row(cell, meeting) | {"items-0-documents-0-document": text}
    return cell.secretary.post(desk(meeting), form)


@pytest.mark.parametrize(
    "text", ["237/BTG - ĐUK", "công văn 237-BTG/ĐUK", "Công văn số 237/BTG - ĐUK"]
)
def test_a_document_is_recognised_however_it_is_typed(cell, meeting, letter, text):
    assert name(cell, meeting, text).status_code == 302
    assert AgendaDocument.objects.get().document == letter
    page = cell.secretary.get(desk(meeting))
    assert fields(page)["items-0-documents-0-document"] == ["Công văn số 237/BTG - ĐUK"]
    assert '<option value="Công văn số 237/BTG - ĐUK">' in page.content.decode()


def test_a_document_that_is_not_in_the_register_is_asked_for(cell, meeting):
    answer = name(cell, meeting, "999-CT/TW")
    assert "Chưa thấy văn bản này trong sổ" in words(answer)
    assert fields(answer)["items-0-documents-0-document"] == ["999-CT/TW"]
    assert not AgendaDocument.objects.exists()


def test_a_neighbours_document_is_neither_offered_nor_found(cell, meeting):
    GuidingDocumentFactory(organization=cell.neighbour, symbol="77-CT/HAI")
    assert "77-CT/HAI" not in cell.secretary.get(desk(meeting)).content.decode()
    assert "Chưa thấy văn bản này" in words(name(cell, meeting, "77-CT/HAI"))


def test_two_documents_of_one_number_are_told_apart_by_their_day(cell, meeting):
    twins = [
        GuidingDocumentFactory(
            organization=cell.organization,
            symbol="06/QĐ-TTg",
            issued=parse(issued),
            is_another=True,
        )
        for issued in ("06/01/2022", "06/01/2021")
    ]
    answer = name(cell, meeting, "06/QĐ-TTg")
    assert "Có 2 văn bản hiểu theo chữ này" in words(answer)
    form = fields(answer) | {"items-0-documents-0-document": "06/QĐ-TTg ngày 06/01/2021"}
    assert cell.secretary.post(desk(meeting), form).status_code == 302
    assert AgendaDocument.objects.get().document == twins[1]


def test_a_document_named_twice_is_kept_once_and_taken_out_by_its_button(cell, meeting, letter):
    name(cell, meeting, "237/BTG - ĐUK")
    form = with_row(cell, meeting) | {"items-0-documents-1-document": "237/BTG - ĐUK"}
    cell.secretary.post(desk(meeting), form)
    assert AgendaDocument.objects.get().document == letter
    form = fields(cell.secretary.get(desk(meeting)))
    cell.secretary.post(desk(meeting), form | {"items-0-documents-0-DELETE": "on"})
    assert not AgendaDocument.objects.exists()


def test_two_people_who_name_documents_at_once_lose_neither(cell, meeting, letter):
    mine = fields(cell.secretary.get(desk(meeting)))
    item = meeting.items.first()
    theirs = ItemContent(item.title, pk=item.pk, documents=(DocumentContent(letter.pk),))
    written(meeting, items=(theirs,))
    answer = cell.secretary.post(desk(meeting), mine | {"items-0-body": "Của tôi"})
    form = fields(answer)
    assert form["items-0-documents-0-document"] == ["Công văn số 237/BTG - ĐUK"]
    assert cell.secretary.post(desk(meeting), form).status_code == 302
    assert AgendaItem.objects.get(pk=item.pk).body == "Của tôi"
    assert AgendaDocument.objects.get().document == letter


def test_a_theme_is_asked_for_where_the_meeting_is_thematic(cell, meeting):
    assert "Tên chuyên đề" not in words(cell.secretary.get(desk(meeting)))
    form = fields(cell.secretary.get(desk(meeting)))
    cell.secretary.post(desk(meeting), form | {"kinds": ["regular", "thematic"]})
    form = fields(cell.secretary.get(desk(meeting)))
    form |= {
        "items-5-theme": "Tư tưởng Hồ Chí Minh về đạo đức công vụ",
        "items-5-title": "Sinh hoạt chuyên đề",
        "items-5-was_assigned": "on",
        "items-5-presenter": cell.members[3].pk,
        "items-TOTAL_FORMS": "6",
    }
    assert cell.secretary.post(desk(meeting), form).status_code == 302
    item = meeting.items.get(title="Sinh hoạt chuyên đề")
    assert (item.theme, item.was_assigned, item.presenter) == (
        "Tư tưởng Hồ Chí Minh về đạo đức công vụ",
        True,
        cell.members[3],
    )
    page = cell.secretary.get(reverse("meeting", args=[meeting.pk]))
    assert f"Đ/c {cell.members[3]}, được chi bộ phân công, trình bày chuyên đề" in words(page)


def test_the_reading_page_links_documents_and_what_comes_out_of_the_meeting(cell, meeting, letter):
    name(cell, meeting, "237/BTG - ĐUK")
    page = cell.secretary.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert f'href="{reverse("document", args=[letter.pk])}"' in page
    draft = reverse("draft_official_document", args=["mot"])
    assert f'href="{draft}?buoi={meeting.pk}"' in page
    for place in ("official_documents", "press_items"):
        assert f'href="{reverse(place)}?to-chuc=mot&amp;buoi={meeting.pk}"' in page


def test_the_meetings_that_disseminated_a_document_are_listed(cell, meeting, letter):
    document = reverse("document", args=[letter.pk])
    asked = f"{reverse('meetings')}?van-ban={letter.pk}"
    assert f'href="{asked}"' in cell.secretary.get(document).content.decode()
    assert "Chưa có buổi nào quán triệt văn bản này" in words(cell.secretary.get(asked))
    name(cell, meeting, "237/BTG - ĐUK")
    theirs = MeetingFactory(organization=cell.neighbour, held=parse("02/11/2026"))
    item = ItemContent("X", documents=(DocumentContent(letter.pk),))
    written(theirs, held=parse("02/11/2026"), items=(item,))
    page = words(cell.secretary.get(asked))
    assert "Các buổi đã quán triệt: Công văn số 237/BTG - ĐUK" in page
    assert "20/11/2026" in page
    assert "02/11/2026" not in page


def test_a_document_that_may_not_be_read_does_not_exist(cell):
    theirs = GuidingDocumentFactory(organization=cell.neighbour)
    for key in (theirs.pk, 0, "x", "9" * 30):
        answer = cell.secretary.get(reverse("meetings"), {"van-ban": key})
        assert answer.status_code == 404


def test_the_page_costs_the_same_with_one_and_thirty_documents(cell, meeting):
    costs = []
    item = meeting.items.first()
    for count in (1, 30):
        rows = tuple(
            DocumentContent(GuidingDocumentFactory(organization=cell.organization).pk)
            for _ in range(count)
        )
        meeting = written(meeting, items=(ItemContent(item.title, pk=item.pk, documents=rows),))
        reading = reverse("meeting", args=[meeting.pk])
        costs.append([statements(cell.secretary, each) for each in (desk(meeting), reading)])
    assert costs[0] == costs[1]


def test_a_committees_reader_finds_no_way_to_write(cell, meeting, letter):
    reader = client(holder(Role.COMMITTEE_STAFF, letter.organization))
    page = reader.get(reverse("meetings"), {"van-ban": letter.pk})
    assert page.status_code == 200
