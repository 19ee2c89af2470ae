"""What lies sealed of a member, opened on purpose; and who may see the file at all."""

import re

import pytest
from django.urls import reverse

from chibo.access import Permission, Role
from chibo.audit.models import Entry
from chibo.ciphers import new_key
from chibo.fields import Unopened
from members.people import facts
from members.roster import actions as roster
from tests.cast import PEOPLE, assemble
from tests.chibo.factories import AssignmentFactory, holder
from tests.members import pages
from tests.members.factories import TODAY, DisciplineFactory, MemberFactory

pytestmark = pytest.mark.django_db
NUMBER = "000111222333"
SEALED = {"citizen_number": NUMBER, "religion": "Phật giáo", "ethnicity": "Tày"}
SEEN = (NUMBER, "Phật giáo", "Tày")


@pytest.fixture
def cells():
    found = pages.build()
    for member in (found.member, found.neighbour):
        roster.correct_member(by=None, member=member, today=TODAY, **SEALED)
    return found


@pytest.fixture
def secretary(cells):
    return pages.secretary(cells.own)


def _file(client, member):
    return client.get(reverse("member", args=[member.pk]))


def _reveal(client, member):
    return client.post(reverse("reveal", args=[member.pk]))


def _words(page):
    return [word for word in SEEN if word in page]


# Masked, and shown on purpose --------------------------------------------------------------------


def test_the_file_shows_what_is_sealed_only_veiled(cells, secretary):
    page = pages.text(_file(secretary, cells.member))
    assert _words(page) == []
    assert "•••333" in page
    assert "Số định danh cá nhân" in page
    assert f'action="{reverse("reveal", args=[cells.member.pk])}"' in page


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.CLERK])
def test_who_may_not_see_it_does_not_even_learn_that_it_is_recorded(cells, role):
    page = pages.text(_file(pages.client(holder(role, cells.own)), cells.member))
    assert _words(page) == []
    hints = ("•••", "định danh", "Tôn giáo", "Dân tộc", "/hien/")
    assert [hint for hint in hints if hint in page] == []


def test_where_nothing_is_recorded_there_is_nothing_to_show(cells, secretary):
    page = pages.text(_file(secretary, cells.probationary))
    assert ("•••" in page, "/hien/" in page) == (False, False)


def test_revealing_shows_it_in_that_answer_alone_and_is_logged_without_the_values(cells, secretary):
    answer = _reveal(secretary, cells.member)
    assert _words(pages.text(answer)) == list(SEEN)
    assert "no-store" in answer["Cache-Control"]
    (entry,) = Entry.objects.filter(verb="reveal")
    assert (entry.subject_type, entry.subject_id) == ("members.Member", str(cells.member.pk))
    assert entry.chain_key == cells.own.pk
    assert entry.values == {"fields": ["citizen_number", "religion", "ethnicity"]}
    assert _words(pages.text(_file(secretary, cells.member))) == []


def test_nothing_is_revealed_of_others_nor_to_others(cells, secretary):
    assert _reveal(secretary, cells.neighbour).status_code == 404
    deputy = pages.client(holder(Role.DEPUTY, cells.own))
    refused = _reveal(deputy, cells.member)
    assert (refused.status_code, _words(refused.content.decode())) == (403, [])
    assert secretary.get(reverse("reveal", args=[cells.member.pk])).status_code == 405
    assert not Entry.objects.filter(verb="reveal").exists()


def test_who_showed_who_they_are_long_ago_is_asked_again(cells, secretary):
    session = secretary.session
    session["shown_at"] = 0
    session.save()
    answer = _reveal(secretary, cells.member)
    assert answer.status_code == 403
    assert _words(answer.content.decode()) == []
    assert not Entry.objects.filter(verb="reveal").exists()


def test_nothing_is_revealed_where_the_log_cannot_be_written(cells, secretary, monkeypatch):
    monkeypatch.setattr("chibo.audit.ledger._link", _no_log)
    with pytest.raises(OSError, match="no log"):
        _reveal(secretary, cells.member)


def _no_log(pending):
    raise OSError("no log")


def test_what_no_key_opens_is_said_and_the_page_goes_on(cells, secretary, settings):
    settings.FIELD_KEYS = [new_key()]
    roster.correct_member(by=None, member=cells.probationary, today=TODAY, religion="Không")
    page = pages.text(_file(secretary, cells.member))
    assert page.count(Unopened.SENTENCE) == 3
    assert Unopened.SENTENCE in pages.text(_reveal(secretary, cells.member))
    assert Entry.objects.get(verb="reveal").values == {"fields": []}
    cells.member.refresh_from_db()
    told = facts.sealed_facts(cells.member, opened=True)
    assert {fact["value"] for fact in told} == {Unopened.SENTENCE}


def test_what_is_sealed_stands_on_no_list_and_is_not_found(cells, secretary):
    for name in ("desk", "roll", "conduct", "ratings", "dues"):
        assert _words(pages.text(secretary.get(reverse(name)))) == [], name
    assert "Đỗ Văn Đông" in pages.text(secretary.get(reverse("search"), {"q": "dong"}))
    for name in ("roll", "search"):
        for word in SEEN:
            assert "Đỗ Văn Đông" not in pages.text(secretary.get(reverse(name), {"q": word}))


def test_the_statements_of_a_file_are_counted(cells, secretary):
    address = reverse("member", args=[cells.member.pk])
    assert pages.statements(secretary, address) == FILE + READING


READING = 6
"""Statements of the line in the log that somebody read the page."""
FILE = 16


# Who may see this file? --------------------------------------------------------------------------


def _who(client, member):
    return pages.text(client.get(reverse("who_may_see", args=[member.pk])))


def test_the_file_leads_to_who_may_see_it(cells):
    clerk = pages.client(holder(Role.CLERK, cells.own))
    page = pages.text(_file(clerk, cells.member))
    assert reverse("who_may_see", args=[cells.member.pk]) in page


def test_each_is_named_with_role_place_time_and_who_handed_it_on(cells, secretary):
    chief = holder(Role.SECRETARY, cells.own, user__full_name="Lê Giao")
    AssignmentFactory(
        organization=cells.own,
        role=Role.DEPUTY,
        user__full_name="Trần Nhận",
        starts_on=TODAY.replace(day=1),
        ends_on=TODAY.replace(month=12),
    )
    given = chief.assignments.model.objects.get(user__full_name="Trần Nhận")
    given.delegated_by = chief
    given.save()
    holder(Role.INSPECTOR, cells.committee, user__full_name="Vũ Soát")
    holder(Role.CLERK, cells.sibling, user__full_name="Bùi Bên Cạnh")
    page = _who(secretary, cells.member)
    for said in (
        "Trần Nhận",
        "Được Lê Giao ủy quyền",
        "Phó bí thư",
        "Từ 01/11/2026 đến 22/12/2026",
    ):
        assert said in page
    assert ("Vũ Soát" in page, "Đảng bộ Sở" in page, "Bùi Bên Cạnh" in page) == (True, True, False)


def test_who_sees_only_a_part_is_told_apart(cells, secretary):
    holder(Role.DUES_COLLECTOR, cells.own, user__full_name="Ngô Thu Phí")
    page = _who(secretary, cells.member)
    opening, _, partly = page.partition("chỉ xem một phần")
    assert ("Ngô Thu Phí" in opening, "Ngô Thu Phí" in partly) == (False, True)


def test_the_link_to_the_readings_waits_for_its_page_and_for_those_who_read_the_log(cells):
    clerk = pages.client(holder(Role.CLERK, cells.own))
    assert "Ai đã xem" not in _who(clerk, cells.member)


@pytest.mark.parametrize("more", [0, 30])
def test_who_may_see_costs_the_same_however_many_may(cells, secretary, more):
    for number in range(more):
        holder(Role.CLERK, cells.own, user__full_name=f"Người {number}")
    address = reverse("who_may_see", args=[cells.member.pk])
    assert pages.statements(secretary, address) == WHO


WHO = 7


def test_listed_are_exactly_those_whose_scope_covers_the_file_and_whom_the_page_lets_in():
    cast = assemble()
    reader = holder(Role.COMMITTEE_STAFF, cast.places["committee"], user__full_name="Người Đọc")
    beyond = holder(Role.COMMITTEE_STAFF, cast.places["elsewhere"], user__full_name="Người Xa")
    people = {p: user for p, user in cast.people.items() if user} | {"reader": reader, "xa": beyond}
    assert set(people) == (set(PEOPLE) - {"nobody"}) | {"reader", "xa"}
    for number, user in enumerate(people.values()):
        user.full_name = f"Tên Riêng {number:02d}"
        user.save()
    for name, place in cast.places.items():
        member = MemberFactory(organization=place)
        looks = pages.client(beyond if name == "elsewhere" else reader)
        page = _who(looks, member).partition("chỉ xem một phần")[0].partition('id="mo-duoc"')[2]
        listed = set(re.findall(r"Tên Riêng \d\d", page))
        covered, let_in = set(), set()
        for user in people.values():
            if user.scope(Permission.VIEW_MEMBERS, on=TODAY).covers(place.path):
                covered.add(user.full_name)
            if _file(pages.client(user), member).status_code == 200:
                let_in.add(user.full_name)
        assert (name, listed) == (name, covered)
        assert covered == let_in
        assert listed


def test_the_parts_that_are_ticked_are_those_that_the_pages_show(cells):
    DisciplineFactory(organization=cells.own, member=cells.member, reason="Nói quá lời")
    page = _who(pages.client(holder(Role.CLERK, cells.own, user__full_name="Lê Thư")), cells.member)
    row = page.partition('id="mo-duoc"')[2].partition("Lê Thư")[2].partition("</tr>")[0]
    assert re.findall(r"Xem được|Không xem được", row) == [
        "Xem được",
        *["Không xem được"] * 4,
    ]
