"""The search, the health, the frame: what each person sees, and what none may see."""

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from chibo.vietnamese import fold
from tests.chibo.factories import OrganizationFactory, holder
from tests.chibo.portal.pages import client_of, seen
from tests.chibo.portal.records import meet, report
from tests.members.factories import (
    MemberFactory,
)

pytestmark = pytest.mark.django_db


# Searching ---------------------------------------------------------------------------------------


@pytest.fixture
def everywhere(cast):
    """One thing of each kind that «dung» finds, in the own cell, beside it and elsewhere."""
    for name, mark in (("own", "Một"), ("sibling", "Hai"), ("elsewhere", "Khác")):
        place = cast.places[name]
        MemberFactory(organization=place, full_name=f"Đỗ {mark} Dũng")
        meet(place, 2026, 3, title=f"Chuyên đề {mark} dũng cảm")
        meet(place, 2026, 4, title=f"Nháp {mark} dũng cảm", locked=False)
        found = report(place, 2025)
        found.about = f"báo cáo {mark} dũng cảm"
        found.search = fold(found.about)
        found.save()
    return cast


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("secretary", {"Đỗ Một Dũng", "Chuyên đề Một", "Nháp Một", "báo cáo Một"}),
        ("member", {"Chuyên đề Một", "báo cáo Một"}),
        ("neighbour", {"Đỗ Hai Dũng", "Chuyên đề Hai", "Nháp Hai", "báo cáo Hai"}),
        ("administrator", set()),
        ("stranger", set()),
    ],
)
def test_search_finds_what_each_may_see_and_leaks_nothing(everywhere, person, sees):
    page = seen(everywhere.people[person], "search", q="dũng")
    all_there_is = {
        f"{what} {mark}"
        for what in ("Chuyên đề", "Nháp", "báo cáo")
        for mark in ("Một", "Hai", "Khác")
    } | {f"Đỗ {mark} Dũng" for mark in ("Một", "Hai", "Khác")}
    assert {words for words in all_there_is if words in page} == sees


def test_search_folds_marks_and_puts_the_same_marks_first(cast):
    own = cast.places["own"]
    for name in ("Lê Văn Đức", "Phạm Dục Anh", "Trần Dũng An"):
        MemberFactory(organization=own, full_name=name)
    MemberFactory(organization=own, full_name="Bùi Dung An")
    page = seen(cast.people["secretary"], "search", q="dung an")
    assert page.index("Bùi Dung An") < page.index("Trần Dũng An")
    assert "Lê Văn Đức" in seen(cast.people["secretary"], "search", q="duc")


def test_search_finds_reports_by_their_subject_without_marks(cast):
    report(cast.places["own"], 2025)
    page = seen(cast.people["secretary"], "search", q="tong ket cong tac dang")
    assert "tổng kết công tác Đảng năm 2025" in page


def test_search_shows_twenty_of_a_kind_and_where_all_are(cast):
    for number in range(22):
        MemberFactory(organization=cast.places["own"], full_name=f"Nguyễn Dũng Số {number}")
    page = seen(cast.people["secretary"], "search", q="dũng")
    assert page.count("Nguyễn Dũng Số") == 20
    assert "/dang-vien/?q=d%C5%A9ng" in page


def test_search_writes_what_was_typed_harmlessly(cast):
    page = client_of(cast.people["secretary"]).get(reverse("search"), {"q": "<script>x</script>"})
    assert "<script>x" not in page.content.decode()
    assert "Không thấy gì" in page.content.decode()


@pytest.mark.parametrize("size", [1, 30])
def test_search_costs_the_same_for_one_and_for_thirty(size, django_assert_num_queries):
    cell = OrganizationFactory(name="Chi bộ Dũng")
    for number in range(size):
        MemberFactory(organization=cell, full_name=f"Nguyễn Dũng {number}")
        meet(cell, 2026, number % 11 + 1, title="Chuyên đề dũng cảm")
        report(cell, 1991 + number)
    client = client_of(holder(Role.SECRETARY, cell))
    with django_assert_num_queries(21):
        client.get(reverse("search"), {"q": "dũng"})


# Health, gallery ---------------------------------------------------------------------------------


def test_health_answers_everybody_when_all_is_well(client):
    response = client.get(reverse("health"))
    assert response.status_code == 200
    assert response.json() == {
        "ok": True,
        "checks": {"database": True, "migrations": True, "files": True},
    }


def test_health_says_no_more_than_which_check_failed(client, monkeypatch):
    def broken():
        raise DatabaseError("password authentication failed for user chibo")

    monkeypatch.setattr("chibo.portal.facts.site.connection.cursor", broken)
    response = client.get(reverse("health"))
    assert response.status_code == 503
    assert response.json()["checks"]["database"] is False
    assert "password" not in response.content.decode()


def test_who_has_no_role_yet_reads_whom_to_ask_and_may_sign_out(cast):
    client = client_of(cast.people["stranger"])
    answer = client.get(reverse("desk"))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "<h1>Tài khoản chưa được giao vai trò</h1>" in page
    assert "văn phòng đảng ủy" in page
    assert f'action="{reverse("sign_out")}"' in page
    assert 'href="/"' not in page


def test_who_has_a_role_reads_that_this_is_not_their_part(cast):
    page = client_of(cast.people["member"]).get(reverse("roll")).content.decode()
    assert "<h1>Tài khoản này không có quyền làm việc đó</h1>" in page
    assert 'href="/"' in page


def test_the_gallery_is_for_those_who_keep_the_tree(cast):
    assert client_of(cast.people["staff"]).get(reverse("gallery")).status_code == 200
    assert client_of(cast.people["secretary"]).get(reverse("gallery")).status_code == 403


def test_no_banner_stands_where_no_demo_is_loaded(cast):
    assert "Dữ liệu minh họa" not in seen(cast.people["secretary"], "desk")
    assert "Dữ liệu minh họa" not in seen(None, "sign_in")


def test_the_rail_offers_only_what_one_may_open(cast):
    rail = seen(cast.people["administrator"], "desk")
    assert reverse("accounts") in rail
    assert f'href="{reverse("meetings")}"' not in rail
    assert f'href="{reverse("accounts")}"' not in seen(cast.people["secretary"], "desk")


@pytest.mark.parametrize(
    ("page", "arguments", "place"),
    [
        ("terms", ["own"], "roll"),
        ("press_items", [], "meetings"),
        ("official_documents", [], "documents"),
        ("inspections", [], "notebook"),
        ("retention", [], "roll"),
        ("breach_report", [], "log"),
        ("tasks", [], "tasks"),
    ],
)
def test_the_rail_shows_where_a_page_belongs(cast, page, arguments, place):
    arguments = [cast.places[each].code for each in arguments]
    answer = client_of(cast.people["secretary"]).get(reverse(page, args=arguments))
    here = [entry.url for entry in answer.context["nav"] if entry.here]
    assert here == [reverse(place)]


def test_the_switcher_offers_the_places_one_came_from(cast):
    client = client_of(cast.people["staff"])
    own, upper = cast.places["own"], "dang-uy"
    for code in (upper, own.code):
        page = client.get(reverse("desk"), {"to-chuc": code}).content.decode()
    assert f'href="{reverse("desk")}?to-chuc={upper}"' in page


def test_a_partial_date_still_finds_its_month(cast):
    meeting = meet(cast.places["own"], 2026, 3)
    meeting.held = parse("cuối tháng 3/2026")
    meeting.save()
    page = seen(cast.people["secretary"], "desk")
    assert f'href="{reverse("meeting", args=[meeting.pk])}"' in page


def test_an_address_that_takes_only_a_press_of_a_button_says_so(cast):
    assert Client().get(reverse("large_text")).status_code == 302
    signed = client_of(cast.people["secretary"])
    answer = signed.get(reverse("large_text"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Trang này không mở lại được" in answer.content.decode()
    assert "Cookie" in answer["Vary"]
