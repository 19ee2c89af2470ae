"""One page for each deed of the roll."""

import re
import unicodedata

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from chibo.drafts.models import Draft
from members.roster import actions as roster
from members.roster.models import Member, StatusPeriod
from tests.chibo.factories import holder
from tests.members import pages
from tests.members.factories import TODAY, StatusPeriodFactory

pytestmark = pytest.mark.django_db
ENTRY = {"full_name": "Lê Thị An", "is_official": "1", "began": "recorded"}


@pytest.fixture
def cells():
    return pages.build()


@pytest.fixture
def secretary(cells):
    return pages.secretary(cells.own)


def _enter(client, code="mot", **typed):
    return client.post(reverse("enter_member", args=[code]), ENTRY | typed)


def test_a_member_is_entered_through_the_page(cells, secretary):
    typed = {"full_name": unicodedata.normalize("NFD", "Lê Thị Ản"), "born": "8/1988"}
    answer = _enter(secretary, **typed, gender="female", admitted="19/05/2014")
    member = Member.objects.get(full_name="Lê Thị Ản")
    assert answer.url == reverse("member", args=[member.pk])
    assert (member.organization, str(member.born)) == (cells.own, "8/1988")
    assert "Đã ghi đồng chí Lê Thị Ản vào sổ." in pages.text(secretary.get(answer.url))


def test_what_was_typed_stays_and_the_reason_stands_beside_its_field(secretary):
    page = pages.text(
        _enter(secretary, admitted="19/05/2014", recognised="18/05/2015", home_town="Sơn Hà")
    )
    assert "Chưa đủ 12 tháng dự bị" in page
    assert "id_recognised_error" in page
    assert "điều 5" in page
    assert 'value="18/05/2015"' in page
    assert 'value="Sơn Hà"' in page
    assert not Member.objects.filter(full_name="Lê Thị An").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"full_name": " "}, "Ghi họ và tên."),
        ({"born": "31/02/1980"}, "Không có ngày 31/02/1980 trên lịch."),
        ({"born": "hôm qua"}, "Không đọc được ngày «hôm qua»."),
        ({"admitted": "23/11/2099"}, "Ngày kết nạp ở tương lai."),
        ({"admitted": "2010", "recognised": "2009"}, "Ngày chính thức trước ngày kết nạp"),
        ({"born": "2000", "admitted": "2010"}, "chưa đủ 18 tuổi"),
        ({"home_town": "x" * 1_000_000}, "Dài quá 200 chữ nên chưa lưu được."),
        ({"full_name": "x" * 1_000_000}, "Dài quá 100 chữ nên chưa lưu được."),
        ({"email": "an@"}, "Địa chỉ thư điện tử chưa đúng."),
        ({"is_official": ""}, "Chọn chính thức hoặc dự bị."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(secretary, typed, sentence):
    known = Member.objects.count()
    assert sentence in pages.text(_enter(secretary, **typed))
    assert Member.objects.count() == known


def test_a_double_entry_asks_whether_these_are_two_people(cells, secretary):
    question = "Vẫn ghi, là hai người khác nhau"
    assert question not in pages.text(secretary.get(reverse("enter_member", args=["mot"])))
    page = pages.text(_enter(secretary, full_name="Đỗ Văn Đông"))
    assert question in page
    assert "Xem người cùng tên trong sổ" in page
    assert _enter(secretary, full_name="Đỗ Văn Đông", is_another_person="on").status_code == 302
    assert Member.objects.filter(full_name="Đỗ Văn Đông", organization=cells.own).count() == 2


def test_a_namesake_in_the_neighbours_roll_is_not_betrayed(secretary):
    assert _enter(secretary, full_name="Bùi Thị Đông").status_code == 302


def test_a_draft_comes_back_and_is_dropped_when_it_is_saved(secretary):
    key = "dang-vien-mot"
    secretary.post(reverse("keep_draft", args=[key]), ENTRY | {"full_name": "Đang gõ dở"})
    page = pages.text(secretary.get(reverse("enter_member", args=["mot"])))
    assert 'value="Đang gõ dở"' in page
    assert "Chưa ghi được" not in page
    _enter(secretary)
    assert not Draft.objects.exists()


def test_facts_are_corrected_and_shown_as_they_are(cells, secretary):
    url = reverse("correct_member", args=[cells.probationary.pk])
    page = pages.text(secretary.get(url))
    assert 'value="Vũ Lê Huy"' in page
    assert 'value="20/12/2025"' in page
    typed = {"full_name": "Vũ Lê Huy", "is_official": "0", "admitted": "21/12/2025"}
    answer = secretary.post(url, typed, follow=True)
    assert "Đã sửa hồ sơ." in pages.text(answer)
    assert str(Member.objects.get(pk=cells.probationary.pk).admitted) == "21/12/2025"


def test_a_form_opened_before_recognition_does_not_undo_it(cells, secretary):
    cells.probationary.admitted = parse("20/10/2025")
    cells.probationary.save()
    url = reverse("correct_member", args=[cells.probationary.pk])
    typed = pages.inputs(secretary.get(url)) | {"is_official": "0", "phone": "x" * 31}
    recognise = reverse("recognise", args=[cells.probationary.pk])
    assert secretary.post(recognise, {"recognised": "20/10/2026"}).status_code == 302
    refused = secretary.post(url, typed)
    assert "Dài quá 30 chữ" in pages.text(refused)
    typed |= {"shown": pages.inputs(refused)["shown"], "phone": "0912"}
    assert secretary.post(url, typed).status_code == 302
    kept = Member.objects.get(pk=cells.probationary.pk)
    assert (kept.is_official, str(kept.recognised), kept.phone) == (True, "20/10/2026", "0912")


@pytest.mark.parametrize(
    "shown", ["", "x", "[]", "[" * 100_000, '{"full_name": 1, "born": "hôm qua", "x": "y"}']
)
def test_a_form_that_does_not_tell_what_it_showed_is_compared_with_the_file(
    cells, secretary, shown
):
    url = reverse("correct_member", args=[cells.member.pk])
    typed = {"full_name": "Đỗ Văn Đông", "is_official": "1", "born": "1980", "shown": shown}
    assert secretary.post(url, typed).status_code == 302
    kept = Member.objects.get(pk=cells.member.pk)
    assert (kept.full_name, kept.is_official, str(kept.born)) == ("Đỗ Văn Đông", True, "1980")


def test_recognition_offers_the_day_on_which_probation_ended(cells, secretary):
    cells.probationary.admitted = parse("20/10/2025")
    cells.probationary.save()
    url = reverse("recognise", args=[cells.probationary.pk])
    assert 'value="20/10/2026"' in pages.text(secretary.get(url))
    page = pages.text(secretary.post(url, {"recognised": "19/10/2026", "decision": "31-QĐ/ĐU"}))
    assert "sớm nhất là 20/10/2026" in page
    assert 'value="31-QĐ/ĐU"' in page
    assert secretary.post(url, {"recognised": "20/10/2026"}).status_code == 302
    assert Member.objects.get(pk=cells.probationary.pk).is_official


def test_a_time_away_begins_ends_and_is_taken_back(cells, secretary):
    url = reverse("begin_status", args=[cells.member.pk])
    assert "id_starts_error" in pages.text(
        secretary.post(url, {"kind": "exempt", "starts": "01/01/2099"})
    )
    secretary.post(url, {"kind": "exempt", "starts": "3/2026", "note": "tuổi cao"})
    period = StatusPeriod.objects.get()
    end = reverse("end_status", args=[period.pk])
    assert "id_ends_error" in pages.text(secretary.post(end, {"ends": "2025"}))
    assert secretary.post(end, {"ends": "10/2026"}).status_code == 302
    withdraw = reverse("withdraw_status", args=[period.pk])
    assert "Ghi lý do bỏ dòng này." in pages.text(secretary.post(withdraw, {}, follow=True))
    assert secretary.get(withdraw).status_code == 405
    secretary.post(withdraw, {"reason": "nhầm"})
    assert not StatusPeriod.objects.exists()


def test_a_membership_is_corrected(cells, secretary):
    membership = cells.member.memberships.get()
    url = reverse("correct_membership", args=[membership.pk])
    assert "Chi bộ Một" in pages.text(secretary.get(url))
    assert "id_ends_error" in pages.text(secretary.post(url, {"began": "recorded", "ends": "2024"}))
    assert secretary.post(url, {"began": "transferred", "starts": "2021"}).status_code == 302
    membership.refresh_from_db()
    assert (membership.began, str(membership.starts)) == ("transferred", "2021")


def test_a_form_opened_before_somebody_left_does_not_put_them_back(cells, secretary):
    membership = cells.member.memberships.get()
    url = reverse("correct_membership", args=[membership.pk])
    typed = pages.inputs(secretary.get(url)) | {"began": "recorded", "starts": "2021"}
    leave = reverse("leave", args=[cells.member.pk])
    assert secretary.post(leave, {"ended": "died", "ends": "02/9/2026"}).status_code == 302
    assert secretary.post(url, typed).status_code == 302
    membership.refresh_from_db()
    assert (str(membership.starts), membership.ended) == ("2021", "died")


def _addresses(member, organization):
    period = StatusPeriodFactory(member=member)
    return [
        reverse("enter_member", args=[organization.code]),
        reverse("correct_member", args=[member.pk]),
        reverse("recognise", args=[member.pk]),
        reverse("begin_status", args=[member.pk]),
        reverse("end_status", args=[period.pk]),
        reverse("correct_membership", args=[member.memberships.get().pk]),
    ]


def test_no_deed_reaches_a_neighbours_member(cells, secretary):
    for url in _addresses(cells.neighbour, cells.sibling):
        assert secretary.get(url).status_code == 404, url
        assert secretary.post(url, ENTRY).status_code == 404, url
    period = StatusPeriod.objects.get()
    withdraw = reverse("withdraw_status", args=[period.pk])
    assert secretary.post(withdraw, {"reason": "x"}).status_code == 404
    assert StatusPeriod.objects.exists()


def test_no_deed_is_for_those_who_may_only_read(cells):
    clerk = pages.client(holder(Role.CLERK, cells.own))
    for url in _addresses(cells.member, cells.own):
        assert clerk.get(url).status_code == 403, url


def test_committee_staff_read_the_cells_and_change_only_their_own_place(cells):
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    for url in _addresses(cells.member, cells.own):
        assert staff.get(url).status_code == 404, url


# What lies sealed --------------------------------------------------------------------------------

SEALED = {"citizen_number": "000.111.222.333", "religion": "Phật giáo", "ethnicity": "Tày"}
KEPT = ("000111222333", "Phật giáo", "Tày")


def _kept(member):
    member.refresh_from_db()
    return member.citizen_number, member.religion, member.ethnicity


def _correct(client, member, **typed):
    url = reverse("correct_member", args=[member.pk])
    return client.post(url, pages.inputs(client.get(url)) | {"is_official": "1"} | typed)


def test_what_is_sealed_is_entered_and_corrected_by_those_who_may_see_it(cells, secretary):
    _enter(secretary, **SEALED)
    member = Member.objects.get(full_name="Lê Thị An")
    assert _kept(member) == KEPT
    assert _correct(secretary, member, ethnicity="Nùng").status_code == 302
    assert _kept(member) == ("000111222333", "Phật giáo", "Nùng")


def test_a_correction_shows_nothing_of_what_is_sealed_and_an_empty_field_keeps_it(cells, secretary):
    roster.correct_member(by=None, member=cells.member, today=TODAY, **SEALED)
    page = pages.text(secretary.get(reverse("correct_member", args=[cells.member.pk])))
    assert [word for word in ("000111222333", "000.111") if word in page] == []
    assert "hiện đang ghi •••333" in page
    stands = pages.inputs(secretary.get(reverse("correct_member", args=[cells.member.pk])))
    assert {stands[name] for name in SEALED} == {""}
    assert "Phật" not in stands["shown"]
    assert _correct(secretary, cells.member, phone="0900").status_code == 302
    assert _kept(cells.member) == KEPT


def test_a_tick_empties_what_is_sealed(cells, secretary):
    roster.correct_member(by=None, member=cells.member, today=TODAY, **SEALED)
    _correct(secretary, cells.member, clear_religion="on", clear_ethnicity="on", ethnicity="Dao")
    assert _kept(cells.member) == ("000111222333", "", "Dao")


def test_who_may_not_see_what_is_sealed_has_no_field_for_it_and_writes_nothing(cells):
    deputy = pages.client(holder(Role.DEPUTY, cells.own))
    roster.correct_member(by=None, member=cells.member, today=TODAY, **SEALED)
    for url in (
        reverse("enter_member", args=["mot"]),
        reverse("correct_member", args=[cells.member.pk]),
    ):
        page = pages.text(deputy.get(url))
        assert [
            word for word in ("citizen_number", "religion", "•••", "Lưu kín") if word in page
        ] == []
    typed = {"citizen_number": "000999999999", "religion": "Không", "clear_ethnicity": "on"}
    shown = '{"citizen_number": "", "religion": ""}'
    assert _correct(deputy, cells.member, **typed, phone="1", shown=shown).status_code == 302
    assert _kept(cells.member) == KEPT
    assert _enter(deputy, **typed).status_code == 302
    assert _kept(Member.objects.get(full_name="Lê Thị An")) == ("", "", "")


def test_a_wrong_number_is_said_beside_its_field_and_stays_to_be_mended(cells, secretary):
    answer = _enter(secretary, citizen_number="000 111", religion="Không")
    page = pages.text(answer)
    assert "id_citizen_number_error" in page
    assert "gồm đúng 12 chữ số" in page
    assert pages.inputs(answer)["religion"] == "Không"
    assert not Member.objects.filter(full_name="Lê Thị An").exists()


def test_the_fields_of_what_is_sealed_stay_off_the_machine(cells, secretary):
    page = pages.text(secretary.get(reverse("enter_member", args=["mot"])))
    fields = [tag for tag in re.findall(r"<input [^>]*>", page) if "data-unkept" in tag]
    names = [re.search(r'name="(\w+)"', tag)[1] for tag in fields]
    assert sorted(names) == ["citizen_number", "ethnicity", "religion"]
    assert {'autocomplete="off"' in tag for tag in fields} == {True}
