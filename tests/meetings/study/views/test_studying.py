"""Occasions of study: recorded, corrected, made up for, removed."""

import pytest
from django.urls import reverse

from chibo.dates import parse
from meetings.study.models import StudySession
from tests.meetings.library.factories import GuidingDocumentFactory
from tests.meetings.pages import fields, words
from tests.meetings.study.factories import StudyFactory
from tests.meetings.study.views.pages import LIST, RECORD, form
from tests.members.factories import MemberFactory
from tests.members.pages import statements

pytestmark = pytest.mark.django_db


def record(browser, address=f"{RECORD}?nam=2025", **typed):
    return browser.post(address, {**form(browser, address), **typed})


def recorded(browser, address=f"{RECORD}?nam=2025", **typed):
    answer = record(browser, address, **typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return StudySession.objects.latest("pk")


def names(study, state):
    rows = study.attendances.filter(state=state).order_by("member__sort_key")
    return [row.member.full_name for row in rows.select_related("member")]


def test_everybody_has_studied_but_who_is_ticked(world):
    binh = world.members[1]
    study = recorded(world.browser, title="Hội nghị", when="5/2025", absent=[binh.pk])
    assert names(study, "studied") == ["Lê Văn Anh", "Lê Thị Chi", "Lê Thị Dung"]
    assert names(study, "absent") == ["Lê Văn Bình"]
    page = words(world.browser.get(f"{LIST}?nam=2025"))
    assert "Hội nghị 3/4 · 75% 5/2025 · đảng viên" in page
    assert "Xem ai chưa học" in page
    page = words(world.browser.get(reverse("study", args=[study.pk])))
    assert "Chưa học 1/4 Lê Văn Bình" in page
    assert "Cao Văn Miễn" not in page


def test_documents_are_ticked_or_typed(world):
    own = GuidingDocumentFactory(organization=world.own, symbol="01-KL/TW")
    GuidingDocumentFactory(organization=world.sibling, symbol="77-NQ/CB")
    page = words(world.browser.get(RECORD))
    assert "Kết luận số 21-KL/TW" in page
    assert "77-NQ/CB" not in page
    study = recorded(world.browser, documents=[world.document.pk], symbols="Kết luận 01/KL-TW\n\n")
    assert [row.document for row in study.documents.all()] == [world.document, own]


@pytest.mark.parametrize("line", ["99-NQ/TW", "77-NQ/CB", "<b>Nghị quyết</b>"])
def test_a_document_that_is_not_in_the_register_is_refused_with_the_way_there(world, line):
    GuidingDocumentFactory(organization=world.sibling, symbol="77-NQ/CB")
    answer = record(world.browser, title="Chữ đã gõ", symbols=line)
    page = answer.content.decode()
    assert list(answer.context["form"].errors) == ["symbols"]
    assert f'<a href="{reverse("register_document", args=["mot"])}">ghi văn bản vào sổ</a>' in page
    assert "Chữ đã gõ" in page
    assert "<b>Nghị" not in page
    assert not StudySession.objects.exists()


def test_a_line_that_may_mean_two_documents_asks_which(world):
    GuidingDocumentFactory(organization=world.own, symbol="21-KL/TU")
    answer = record(world.browser, symbols="Kết luận 21")
    assert "có thể là 2 văn bản" in answer.context["form"].errors["symbols"][0]


def test_a_neighbours_document_cannot_be_ticked(world):
    foreign = GuidingDocumentFactory(organization=world.sibling)
    for keys in ([foreign.pk], [world.document.pk, 10**17], ["khong-co"]):
        answer = record(world.browser, title="Chữ đã gõ", documents=keys)
        assert list(answer.context["form"].errors) == ["documents"]
        assert "không còn trong sổ" in words(answer)
        assert "Chữ đã gõ" in answer.content.decode()
    assert not StudySession.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "title"),
        ({"title": "Học", "when": ""}, "when"),
        ({"title": "Học", "when": "2099"}, "when"),
        ({"title": "Học", "when": "31/02/2025"}, "when"),
        ({"title": "Học", "recipients": "Chi bộ"}, "recipients"),
        ({"title": "Học", "extent": "counted"}, "attended"),
        ({"title": "Học", "extent": "counted", "attended": "5", "total": "4"}, "attended"),
        ({"title": "Học", "extent": "counted", "attended": "-1", "total": "4"}, "attended"),
        ({"title": "Học", "extent": "all", "attended": "4", "total": "4"}, "extent"),
        ({"title": "Học", "population": "staff"}, "extent"),
        ({"title": "Học", "listed": []}, "extent"),
        ({"title": "Học", "extent": "khác"}, "extent"),
        ({"title": "dài " * 100}, "title"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(world, typed, field):
    answer = record(world.browser, **typed)
    assert list(answer.context["form"].errors) == [field]
    assert not StudySession.objects.exists()


def test_the_same_document_ticked_and_typed_is_refused(world):
    answer = record(world.browser, documents=[world.document.pk], symbols="21-KL/TW")
    assert "ghi hai lần" in answer.context["form"].errors["symbols"][0]


def test_another_day_has_another_list_which_is_looked_at_before_it_is_kept(world):
    MemberFactory(
        organization=world.own, full_name="Đinh Mới", starts=parse("01/06/2025"), began="recorded"
    )
    answer = record(world.browser, title="Học", when="5/2025", absent=[world.members[0].pk])
    page = words(answer)
    assert "Danh sách vừa lập lại theo sổ, ngày 31/05/2025" in page
    assert "Đinh Mới" not in page
    assert not StudySession.objects.exists()
    again = fields(answer, "ghi")
    assert again["absent"] == [str(world.members[0].pk)]
    assert world.browser.post(RECORD, again).status_code == 302
    assert names(StudySession.objects.get(), "absent") == ["Lê Văn Anh"]


def test_a_committee_calls_no_roll_and_is_asked_for_a_number(world):
    browser = world.staff
    address = reverse("record_study", args=["dang-bo"])
    typed = {**form(browser, address), "title": "Học", "when": "2025", "extent": "by_name"}
    answer = browser.post(address, typed)
    assert list(answer.context["form"].errors) == ["extent"]
    assert "Chưa có ai trong danh sách" in words(answer)


def test_a_strangers_key_gets_nobody_on_the_list(world):
    own = [member.pk for member in world.members]
    for name, keys in (("listed", [*own, world.neighbour.pk]), ("absent", ["khong-co"])):
        answer = record(world.browser, title="Học", **{name: keys})
        assert list(answer.context["form"].errors) == [name]
        assert words(answer).count("Có người đã chọn không thuộc danh sách này.") == 1
        assert world.neighbour.full_name not in words(answer)
    assert not StudySession.objects.exists()


def test_who_left_the_list_for_another_day_hinders_no_count(world):
    MemberFactory(organization=world.own, starts=parse("01/06/2025"), began="recorded")
    typed = {"when": "5/2025", "extent": "counted", "attended": "4", "total": "5"}
    study = recorded(world.browser, title="Học", **typed)
    assert (study.attended, study.total, study.attendances.count()) == (4, 5, 0)


def test_counts_wholes_and_the_unknown_are_told_as_they_are(world):
    given = {"title": "Học", "extent": "counted", "attended": "18", "total": "19"}
    recorded(world.browser, **given, organizer="Quận ủy", form="online")
    recorded(world.browser, title="Gửi thư", extent="all", form="email", recipients="Cả chi bộ")
    recorded(world.browser, title="Nghe", extent="unknown", population="staff")
    page = words(world.browser.get(f"{LIST}?nam=2025"))
    assert "18/19 · 94,74% 2025 · đảng viên · trực tuyến · Quận ủy tổ chức" in page
    assert "toàn thể 2025 · đảng viên · gửi qua thư điện tử · gửi tới Cả chi bộ" in page
    assert "không ghi số 2025 · công chức, viên chức, người lao động" in page


def test_a_meeting_proposes_its_day_documents_and_roll(world, meeting):
    address = f"{RECORD}?buoi={meeting.pk}"
    read = words(world.browser.get(reverse("meeting", args=[meeting.pk])))
    assert "Ghi học tập từ buổi này" in read
    proposed = form(world.browser, address)
    assert proposed["when"] == ["05/03/2025"]
    assert proposed["documents"] == [str(world.document.pk)]
    study = recorded(world.browser, address)
    assert study.meeting == meeting
    assert names(study, "absent") == ["Lê Thị Dung"]
    assert names(study, "studied") == ["Lê Văn Anh", "Lê Văn Bình", "Lê Thị Chi"]
    again = world.browser.get(address)
    assert "Đã ghi từ buổi này:" in words(again)
    answer = world.browser.post(address, fields(again, "ghi"))
    assert "đã ghi học tập từ buổi này" in answer.context["form"].errors["symbols"][0]
    answer = record(world.browser, address, organizer="Quận ủy")
    assert "organizer" in answer.context["form"].errors


def test_only_locked_meetings_of_the_place_propose(world, meeting):
    staff = reverse("record_study", args=["dang-bo"])
    assert world.staff.get(f"{staff}?buoi={meeting.pk}").status_code == 404
    meeting.status = "draft"
    meeting.save()
    assert world.browser.get(f"{RECORD}?buoi={meeting.pk}").status_code == 404
    page = words(world.browser.get(reverse("meeting", args=[meeting.pk])))
    assert "Ghi học tập từ buổi này" not in page


def test_absent_members_make_up_one_by_one_or_all_at_once(world):
    absent = [member.pk for member in world.members[1:]]
    study = recorded(world.browser, title="Học", absent=absent)
    address = reverse("make_up_study", args=[study.pk])
    assert world.browser.post(address, {"member": absent[0]}).status_code == 302
    assert names(study, "made_up") == ["Lê Văn Bình"]
    page = world.browser.get(reverse("study", args=[study.pk]))
    assert "Chưa học 2/4" in words(page)
    assert "Ghi học bù cho cả 2 đồng chí" in words(page)
    refused = world.browser.post(address, {"member": [world.neighbour.pk]})
    assert "không còn ghi là chưa học" in words(refused)
    assert world.browser.post(address, {"member": absent[1:]}).status_code == 302
    assert names(study, "absent") == []
    assert "Không còn ai chưa học" in words(world.browser.post(address))


def test_a_correction_starts_from_what_is_there(world):
    binh = world.members[1]
    study = recorded(
        world.browser, title="Học", documents=[world.document.pk], absent=[binh.pk], when="3/2025"
    )
    world.browser.post(reverse("make_up_study", args=[study.pk]), {"member": binh.pk})
    address = reverse("correct_study", args=[study.pk])
    typed = form(world.browser, address)
    assert (typed["title"], typed["documents"]) == (["Học"], [str(world.document.pk)])
    answer = world.browser.post(address, {**typed, "presenter": "Đỗ Hà"})
    assert answer.url == reverse("study", args=[study.pk])
    study.refresh_from_db()
    assert (study.presenter, str(study.when)) == ("Đỗ Hà", "3/2025")
    assert names(study, "made_up") == ["Lê Văn Bình"]
    refused = world.browser.post(address, {**typed, "when": "", "presenter": "Chữ đã gõ"})
    assert "Chữ đã gõ" in refused.content.decode()
    study.refresh_from_db()
    assert study.presenter == "Đỗ Hà"


def test_a_correction_does_not_undo_what_a_colleague_wrote_meanwhile(world):
    binh = world.members[1]
    study = recorded(world.browser, title="Học", absent=[binh.pk])
    address = reverse("correct_study", args=[study.pk])
    opened = form(world.browser, address)
    world.browser.post(reverse("make_up_study", args=[study.pk]), {"member": binh.pk})
    answer = world.browser.post(address, {**opened, "title": "Chữ đã gõ"})
    assert "Danh sách vừa lập lại" in words(answer)
    assert "Chữ đã gõ" in answer.content.decode()
    assert names(study, "made_up") == ["Lê Văn Bình"]
    assert world.browser.post(address, fields(answer, "ghi")).status_code == 302
    assert names(study, "made_up") == ["Lê Văn Bình"]
    study.refresh_from_db()
    assert study.title == "Chữ đã gõ"


def test_two_tabs_on_one_occasion_lose_neither_correction(world):
    other = GuidingDocumentFactory(organization=world.own)
    study = recorded(world.browser, title="Học", documents=[world.document.pk])
    address = reverse("correct_study", args=[study.pk])
    opened = form(world.browser, address)
    for change in (
        {"title": "Chữ tab một", "documents": [world.document.pk, other.pk]},
        {"outcome": "Chữ tab hai", "when": "3/2025"},
        {"symbols": "", "presenter": "Đỗ Hà"},
    ):
        assert world.browser.post(address, {**opened, **change}).status_code == 302
    study = StudySession.objects.get()
    said = (study.title, study.outcome, study.presenter, str(study.when))
    assert said == ("Chữ tab một", "Chữ tab hai", "Đỗ Hà", "3/2025")
    assert [row.document for row in study.documents.all()] == [world.document, other]
    assert len(names(study, "studied")) == 4


def test_a_list_that_another_tab_began_is_looked_at_before_it_is_kept(world):
    typed = {"extent": "counted", "attended": "3", "total": "4"}
    study = recorded(world.browser, title="Học", **typed)
    address = reverse("correct_study", args=[study.pk])
    opened = form(world.browser, address)
    by_name = {"extent": "by_name", "attended": "", "total": "", "absent": [world.members[0].pk]}
    assert world.browser.post(address, {**opened, **by_name}).status_code == 302
    answer = world.browser.post(address, {**opened, "title": "Chữ tab hai"})
    assert "Danh sách vừa lập lại" in words(answer)
    assert names(study, "absent") == ["Lê Văn Anh"]


def test_an_occasion_is_removed_with_a_reason(world):
    study = StudyFactory(organization=world.own)
    address = reverse("remove_study", args=[study.pk])
    assert "Ghi lý do bỏ" in words(world.browser.post(address, {"reason": ""}))
    assert world.browser.post(address, {"reason": "trùng"}).url == f"{LIST}?to-chuc=mot&nam=2025"
    assert not StudySession.objects.exists()


def test_what_was_typed_goes_out_escaped(world):
    nasty = "<script>alert('Đ')</script>"
    study = recorded(world.browser, title=nasty, outcome=nasty)
    for address in (
        f"{LIST}?nam=2025",
        reverse("study", args=[study.pk]),
        reverse("correct_study", args=[study.pk]),
        reverse("remove_study", args=[study.pk]),
    ):
        assert "<script>alert" not in world.browser.get(address).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_form_costs_the_same_with_one_member_and_with_thirty(world, rows):
    for _ in range(rows):
        MemberFactory(organization=world.own)
        GuidingDocumentFactory(organization=world.own)
    assert statements(world.browser, RECORD) == FORM_COST


FORM_COST = 7
