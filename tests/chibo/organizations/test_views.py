"""The pages of the tree, as a secretary, a member, committee staff and an administrator see them."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from chibo.access import Permission, Role, Scope
from chibo.accounts.models import User
from chibo.organizations import actions, queries
from chibo.organizations.models import Organization
from tests.cast import assemble
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.clock import TODAY

pytestmark = pytest.mark.django_db
BACKEND = "chibo.accounts.backend.AccountBackend"


@pytest.fixture
def cast():
    return assemble()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def read(response) -> str:
    """Return a page with every blank a single plain one."""
    return " ".join(response.content.decode().split())


def found_data(parent: Organization, **other) -> dict[str, str]:
    given = {"parent": parent.code, "code": "chi-bo-moi", "name": "Chi bộ Mới", "type": "cell"}
    return given | other


def test_the_tree_shows_what_one_may_see_and_nothing_beside(cast):
    page = client_of(cast.people["secretary"]).get(reverse("organizations")).content.decode()
    assert "Chi bộ Một" in page
    assert "Tổ đảng Một" in page
    assert "Chi bộ Hai" not in page
    assert "Chi bộ Nơi khác" not in page


def test_the_tree_finds_without_marks_and_says_what_stands_above(cast):
    page = client_of(cast.people["staff"]).get(reverse("organizations"), {"q": "chi bo hai"})
    assert "Chi bộ Hai" in page.content.decode()
    assert "thuộc Đảng bộ Sở" in read(page)
    assert "Chi bộ Một" not in page.content.decode()


def test_searching_the_tree_never_finds_what_lies_outside(cast):
    page = client_of(cast.people["secretary"]).get(reverse("organizations"), {"q": "noi khac"})
    assert "Chi bộ Nơi khác" not in page.content.decode()
    assert "Không thấy tổ chức nào" in page.content.decode()


def test_a_closed_organisation_is_marked_with_a_word(cast):
    actions.close(
        by=None, organization=cast.places["sibling"], on=datetime.date(2026, 10, 1), today=TODAY
    )
    page = client_of(cast.people["staff"]).get(reverse("organizations")).content.decode()
    assert "đã kết thúc 01/10/2026" in page
    assert 'class="row--off"' in page


@pytest.mark.parametrize("cells", [1, 30])
def test_the_tree_costs_the_same_for_one_and_for_thirty(cells, django_assert_num_queries):
    committee = CommitteeFactory()
    for _ in range(cells):
        OrganizationFactory(parent=committee)
    client = client_of(holder(Role.COMMITTEE_STAFF, committee))
    with django_assert_num_queries(7):
        client.get(reverse("organizations"))


@pytest.mark.parametrize("cells", [1, 30])
def test_the_page_of_a_committee_costs_the_same_for_one_and_for_thirty(
    cells, django_assert_num_queries
):
    committee = CommitteeFactory()
    for _ in range(cells):
        OrganizationFactory(parent=committee)
    client = client_of(holder(Role.COMMITTEE_STAFF, committee))
    with django_assert_num_queries(7):
        client.get(reverse("organization", args=[committee.code]))


def test_a_long_tree_is_shown_in_pages(cast):
    for number in range(62):
        OrganizationFactory(parent=cast.places["committee"], name=f"Chi bộ thêm {number}")
    client = client_of(cast.people["staff"])
    assert "Chi bộ thêm 61" not in client.get(reverse("organizations")).content.decode()
    assert "Chi bộ thêm 61" in client.get(reverse("organizations"), {"trang": 2}).content.decode()


def test_an_organisation_shows_its_earlier_names_and_places(cast):
    actions.change(
        by=None,
        organization=cast.places["own"],
        on=datetime.date(2026, 10, 1),
        today=TODAY,
        type="cell",
        name="Chi bộ Chuyển đổi số",
        parent=cast.places["committee"],
        document="QĐ 5-QĐ/ĐU",
    )
    page = client_of(cast.people["member"]).get(reverse("organization", args=["chi-bo"]))
    assert "01/01/2020 – 01/10/2026" in read(page)
    assert "Chi bộ Một" in page.content.decode()
    assert "QĐ 5-QĐ/ĐU" in page.content.decode()


def test_the_page_offers_only_the_deeds_one_may_do(cast):
    url = reverse("organization", args=["chi-bo"])
    member = client_of(cast.people["member"]).get(url).content.decode()
    assert reverse("settle_organization", args=["chi-bo"]) not in member
    assert reverse("change_organization", args=["chi-bo"]) not in member
    secretary = client_of(cast.people["secretary"]).get(url).content.decode()
    assert reverse("settle_organization", args=["chi-bo"]) in secretary
    assert reverse("close_organization", args=["chi-bo"]) not in secretary
    administrator = client_of(cast.people["administrator"]).get(url).content.decode()
    assert f"{reverse('accounts')}?to-chuc=chi-bo" in administrator


def test_staff_found_a_cell_under_their_committee(cast):
    url = reverse("found_below", args=["dang-uy"])
    data = found_data(cast.places["committee"], opened="2024", locality="Sơn Hà")
    response = client_of(cast.people["staff"]).post(url, data)
    assert response["Location"] == reverse("organization", args=["chi-bo-moi"])
    made = queries.by_code(Scope.whole(), "chi-bo-moi").get()
    assert (made.parent, made.type, str(made.opened)) == (cast.places["committee"], "cell", "2024")


def test_the_page_under_a_parent_keeps_that_parent_whatever_is_sent(cast):
    url = reverse("found_below", args=["dang-uy"])
    client_of(cast.people["staff"]).post(url, found_data(cast.places["elsewhere"]))
    made = queries.by_code(Scope.whole(), "chi-bo-moi").get()
    assert made.parent == cast.places["committee"]


def test_a_parent_outside_the_scope_is_no_choice_and_its_name_is_not_told(cast):
    response = client_of(cast.people["staff"]).post(
        reverse("found_organization"), found_data(cast.places["elsewhere"])
    )
    page = response.content.decode()
    assert "Không có tổ chức này trong phần việc của đồng chí" in page
    assert "Chi bộ Nơi khác" not in page
    assert not queries.by_code(Scope.whole(), "chi-bo-moi").exists()


def test_a_taken_code_is_refused_without_saying_where_and_keeps_what_was_typed(cast):
    data = found_data(cast.places["committee"], code="noi-khac")
    url = reverse("found_below", args=["dang-uy"])
    page = client_of(cast.people["staff"]).post(url, data).content.decode()
    assert "Mã «noi-khac» đã được dùng" in page
    assert "Chi bộ Nơi khác" not in page
    assert 'value="Chi bộ Mới"' in page


def test_a_type_that_does_not_fit_is_refused_with_its_clause(cast):
    data = found_data(cast.places["committee"], type="group")
    page = client_of(cast.people["staff"]).post(reverse("found_organization"), data)
    assert "Điều lệ Đảng, điều 10 và 21" in page.content.decode()


def test_many_parents_are_typed_by_code_not_listed(cast, monkeypatch):
    monkeypatch.setattr("chibo.organizations.forms.MOST_CHOICES", 2)
    client = client_of(cast.people["staff"])
    assert "<select" in client.get(reverse("found_organization")).content.decode()
    page = client.get(reverse("found_organization")).content.decode()
    assert "Ghi mã của tổ chức cấp trên" in page
    response = client.post(reverse("found_organization"), found_data(cast.places["committee"]))
    assert response.status_code == 302


def test_staff_rename_and_move_a_cell_from_a_day_on(cast):
    section = OrganizationFactory(
        code="bo-phan", type="section_committee", parent=cast.places["committee"]
    )
    data = {"name": "Chi bộ Mới", "type": "cell", "parent": "bo-phan", "on": "01/10/2026"}
    response = client_of(cast.people["staff"]).post(
        reverse("change_organization", args=["chi-bo"]), data
    )
    assert response.status_code == 302
    changed = queries.by_code(Scope.whole(), "chi-bo").get()
    assert (changed.name, changed.parent) == ("Chi bộ Mới", section)


def test_an_empty_parent_keeps_the_one_above_even_outside_the_scope(cast):
    staff = holder(Role.COMMITTEE_STAFF, cast.places["own"])
    data = {"name": "Chi bộ Mới", "type": "cell", "parent": "", "on": "01/10/2026"}
    client_of(staff).post(reverse("change_organization", args=["chi-bo"]), data)
    changed = queries.by_code(Scope.whole(), "chi-bo").get()
    assert (changed.name, changed.parent) == ("Chi bộ Mới", cast.places["committee"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"name": "Chi bộ Một", "on": "01/10/2026"}, "Chưa có gì thay đổi"),
        ({"name": "Chi bộ Mới", "on": "01/10/2027"}, "Ngày có hiệu lực ở tương lai"),
        ({"name": "Chi bộ Mới", "on": "31/02/2026"}, "Không đọc được ngày này"),
        ({"name": "Chi bộ Mới", "on": "01/01/2019"}, "Ngày có hiệu lực phải sau"),
    ],
)
def test_a_change_that_cannot_be_is_refused_beside_the_form(cast, data, said):
    url = reverse("change_organization", args=["chi-bo"])
    page = client_of(cast.people["staff"]).post(url, {"type": "cell", **data}).content.decode()
    assert said in page
    assert queries.by_code(Scope.whole(), "chi-bo").get().name == "Chi bộ Một"


def test_a_committee_with_cells_cannot_become_a_cell(cast):
    url = reverse("change_organization", args=["dang-uy"])
    data = {"name": "Đảng bộ Sở", "type": "grassroots_cell", "on": "01/10/2026"}
    page = client_of(cast.people["staff"]).post(url, data).content.decode()
    assert "Loại mới không chứa được các tổ chức trực thuộc hiện có" in page


def test_a_secretary_settles_what_stands_on_documents(cast):
    url = reverse("settle_organization", args=["chi-bo"])
    data = {"locality": "Sơn Hà", "official_code": "38.168.053.000.001", "numbering": "year"}
    assert client_of(cast.people["secretary"]).post(url, data).status_code == 302
    settled = queries.by_code(Scope.whole(), "chi-bo").get()
    assert (settled.locality, settled.numbering) == ("Sơn Hà", "year")


def test_a_wrong_official_code_is_refused_beside_its_field(cast):
    url = reverse("settle_organization", args=["chi-bo"])
    data = {"official_code": "38-168", "numbering": "term"}
    page = client_of(cast.people["secretary"]).post(url, data).content.decode()
    assert "Mã tổ chức đảng gồm 14 chữ số" in page
    assert 'value="38-168"' in page


def test_who_may_settle_is_who_changes_the_tree_or_composes_reports_there(cast):
    url = reverse("settle_organization", args=["chi-bo"])
    answers = {
        name: client_of(cast.people[name]).get(url).status_code
        for name in ("member", "clerk", "secretary", "neighbour", "staff", "administrator")
    }
    assert answers == {
        "member": 403,
        "clerk": 200,
        "secretary": 200,
        "neighbour": 404,
        "staff": 200,
        "administrator": 200,
    }


def test_closing_needs_the_children_closed_first(cast):
    url = reverse("close_organization", args=["chi-bo"])
    client = client_of(cast.people["staff"])
    page = client.post(url, {"on": "01/10/2026"}).content.decode()
    assert "Còn tổ chức trực thuộc đang hoạt động" in page
    client.post(reverse("close_organization", args=["to-dang"]), {"on": "01/10/2026"})
    assert client.post(url, {"on": "01/10/2026"}).status_code == 302
    assert queries.by_code(Scope.whole(), "chi-bo").get().closed_on == datetime.date(2026, 10, 1)


def test_the_scope_of_changing_reaches_below_and_nowhere_else(cast):
    scope = cast.people["staff"].scope(Permission.CHANGE_ORGANIZATIONS, on=TODAY)
    codes = {one.code for one in queries.possible_parents(scope)}
    assert codes == {"dang-uy", "chi-bo", "chi-bo-ben"}
