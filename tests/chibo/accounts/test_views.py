"""Administering accounts: what an administrator sees, opens, gives and ends."""

import datetime
import re

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from chibo.access import Role, Scope
from chibo.accounts import queries
from chibo.accounts.models import User, temporary_password
from chibo.audit.models import Entry
from tests.cast import assemble
from tests.chibo.factories import OPENED, AssignmentFactory, CommitteeFactory, holder
from tests.chibo.factors.holders import give_app, give_codes
from tests.clock import TODAY

pytestmark = pytest.mark.django_db
BACKEND = "chibo.accounts.backend.AccountBackend"


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def client(cast):
    """The administrator of the first tree."""
    return client_of(cast.people["administrator"])


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def opening(**other) -> dict[str, str]:
    given = {
        "username": "vu.minh.khoi",
        "full_name": "Vũ Minh Khôi",
        "role": "clerk",
        "organization": "chi-bo",
        "starts_on": "22/11/2026",
    }
    return given | other


def password_on(page: str) -> str:
    found = re.search(r"(?<![a-z])[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}(?![a-z])", page)
    assert found is not None
    return found[0]


def test_the_list_shows_the_accounts_of_ones_tree_only(cast, client):
    holder(Role.SECRETARY, cast.places["elsewhere"], user__full_name="Người Nơi Khác")
    page = client.get(reverse("accounts")).content.decode()
    assert "bi-thu-ben" in page
    assert "Người Nơi Khác" not in page
    assert "nguoi-la" not in page


def test_the_roles_somebody_has_elsewhere_are_not_told(cast, client):
    AssignmentFactory(user=cast.people["clerk"], organization=cast.places["elsewhere"])
    page = client.get(reverse("accounts")).content.decode()
    assert "thu-ky" in page
    assert "Chi bộ Nơi khác" not in page


def test_the_list_narrows_to_a_place_and_to_a_name(cast, client):
    page = client.get(reverse("accounts"), {"to-chuc": "chi-bo-ben"}).content.decode()
    assert "bi-thu-ben" in page
    assert "thu-ky" not in page
    page = client.get(reverse("accounts"), {"q": "thu-ky"}).content.decode()
    assert "thu-ky" in page
    assert "bi-thu-ben" not in page
    assert "1 tài khoản khớp “thu-ky”, có vai trò" in page
    assert client.get(reverse("accounts"), {"to-chuc": "noi-khac"}).status_code == 404


def rows(page: str) -> dict[str, bool]:
    """Return user name → whether the row stands open, of all rows of the list."""
    found = lxml.html.document_fromstring(page).xpath("//details[@class='folded']")
    return {row.xpath("string(./summary/span)"): "open" in row.attrib for row in found}


def test_a_row_is_folded_until_one_asks_for_its_person_alone(cast, client):
    all_rows = rows(client.get(reverse("accounts")).content.decode())
    assert {"thu-ky", "bi-thu", "quan-tri"} <= set(all_rows)
    assert set(all_rows.values()) == {False}
    assert rows(client.get(reverse("accounts"), {"q": "thu-ky"}).content.decode()) == {
        "thu-ky": True
    }


def test_a_folded_row_says_what_the_person_is_where(cast, client):
    page = client.get(reverse("accounts"), {"q": "thu-ky"}).content.decode()
    (summary,) = lxml.html.document_fromstring(page).xpath("//details[@class='folded']/summary")
    assert "Người ghi biên bản, Chi bộ Một · chỉ mật khẩu" in " ".join(
        summary.text_content().split()
    )


def test_twenty_accounts_stand_on_a_page_and_the_rest_on_the_next(cast, client):
    for number in range(21):
        holder(Role.CLERK, cast.places["own"], user__username=f"them-{number:02}")
    first, second = (
        rows(client.get(reverse("accounts"), {"q": "them-", "trang": n}).content.decode())
        for n in (1, 2)
    )
    assert (len(first), list(second)) == (20, ["them-20"])


def test_after_a_deed_one_is_back_at_its_person(cast, client):
    clerk = cast.people["clerk"]
    answer = client.post(reverse("end_assignment", args=[clerk.assignments.get().pk]), follow=True)
    assert answer.redirect_chain == [(f"{reverse('accounts')}?q=thu-ky", 302)]
    assert rows(answer.content.decode()) == {"thu-ky": True}


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(people, django_assert_num_queries):
    committee = CommitteeFactory()
    client = client_of(holder(Role.ADMINISTRATOR, committee))
    for _ in range(people):
        holder(Role.CLERK, committee)
    with django_assert_num_queries(8):
        client.get(reverse("accounts"))


def test_an_account_opens_with_a_role_and_a_password_that_works_and_is_shown_once(client):
    response = client.post(reverse("open_account"), opening())
    assert "Đã mở tài khoản vu.minh." in response.content.decode()
    password = password_on(response.content.decode())
    user = queries.accounts(Scope.whole(), as_of=TODAY, q="vu.minh").get()
    assert user.check_password(password)
    assert [(role.role, role.organization.code) for role in user.held] == [("clerk", "chi-bo")]
    assert "no-store" in response["Cache-Control"]
    assert password not in client.get(reverse("accounts")).content.decode()
    assert not [entry for entry in Entry.objects.all() if password in str(entry.values)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "thu-ky"}, "Tên đăng nhập «thu-ky» đã có người dùng."),
        ({"username": "Vũ"}, "chỉ chữ thường không dấu"),
        ({"organization": "noi-khac"}, "Không có tổ chức này trong phần việc"),
        ({"starts_on": "31/02/2026"}, "Không đọc được ngày này"),
        ({"full_name": ""}, "Ô này đang để trống. Ghi vào đây rồi lưu lại."),
    ],
)
def test_what_cannot_be_opened_is_refused_and_nothing_is_kept(client, wrong, said):
    page = client.post(reverse("open_account"), opening(**wrong)).content.decode()
    assert said in page
    assert "Chi bộ Nơi khác" not in page
    assert not queries.is_username_taken(Scope.whole(), "vu.minh.khoi")


def test_neither_role_nor_place_is_chosen_before_somebody_chooses(cast, client):
    page = client.get(reverse("assign", args=[cast.people["clerk"].pk])).content.decode()
    assert page.index("Chọn vai trò") < page.index("Bí thư</option>")
    assert page.index("Chọn tổ chức") < page.index('value="chi-bo"')
    assert " selected>" not in page.replace('value="" selected>', "")


def test_a_further_role_is_given_for_a_period(cast, client):
    url = reverse("assign", args=[cast.people["clerk"].pk])
    data = {"role": "secretary", "organization": "chi-bo", "starts_on": "01/12/2026"}
    assert client.post(url, data | {"ends_on": "01/12/2027"}).status_code == 302
    held = queries.accounts(Scope.whole(), as_of=TODAY, q="thu-ky").get().held
    assert [(role.role, role.ends_on) for role in held] == [
        ("clerk", None),
        ("secretary", datetime.date(2027, 12, 1)),
    ]


def test_a_role_somebody_has_already_is_refused_beside_the_field(cast, client):
    url = reverse("assign", args=[cast.people["clerk"].pk])
    data = {"role": "clerk", "organization": "chi-bo", "starts_on": "01/12/2026"}
    page = client.post(url, data).content.decode()
    assert "Người này đã có vai trò đó" in page


def test_somebody_of_another_tree_is_not_found(cast, client):
    stranger = holder(Role.SECRETARY, cast.places["elsewhere"])
    assert client.get(reverse("assign", args=[stranger.pk])).status_code == 404
    assert client.post(reverse("renew_password", args=[stranger.pk])).status_code == 404
    role = stranger.assignments.get()
    assert client.post(reverse("end_assignment", args=[role.pk])).status_code == 404
    role.refresh_from_db()
    assert role.ends_on is None


def test_ending_a_role_takes_its_powers_from_today_on(cast, client):
    role = cast.people["clerk"].assignments.get()
    client.post(reverse("end_assignment", args=[role.pk]))
    assert User.objects.get(username="thu-ky").roles_on(TODAY) == []
    assert User.objects.get(username="thu-ky").roles_on(OPENED) != []


def test_nobody_ends_their_own_role(cast, client):
    role = cast.people["administrator"].assignments.get()
    page = client.post(reverse("end_assignment", args=[role.pk]), follow=True).content.decode()
    assert "Không tự kết thúc vai trò của chính mình" in page
    role.refresh_from_db()
    assert role.ends_on is None


def test_a_new_password_replaces_the_old_one_and_is_shown_once(cast, client):
    url = reverse("renew_password", args=[cast.people["clerk"].pk])
    password = password_on(client.post(url).content.decode())
    assert User.objects.get(username="thu-ky").check_password(password)


def test_no_new_password_for_an_account_that_reaches_beyond_ones_tree(cast, client):
    AssignmentFactory(user=cast.people["clerk"], organization=cast.places["elsewhere"])
    before = User.objects.get(username="thu-ky").password
    url = reverse("renew_password", args=[cast.people["clerk"].pk])
    page = client.post(url, follow=True).content.decode()
    assert "còn vai trò ở nơi khác" in page
    assert "Chi bộ Nơi khác" not in page
    assert User.objects.get(username="thu-ky").password == before


def test_many_places_are_typed_by_code_not_listed(client, monkeypatch):
    monkeypatch.setattr("chibo.accounts.forms.MOST_CHOICES", 2)
    page = client.get(reverse("open_account"), {"to-chuc": "chi-bo"}).content.decode()
    assert "Ghi mã của tổ chức, xem ở cây tổ chức." in page
    assert 'value="chi-bo"' in page


def test_temporary_passwords_differ_and_read_clearly():
    made = {temporary_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"([a-hj-km-np-z2-9]{4}-?){3}", password) for password in made)


# Second factors of others ------------------------------------------------------------------------


def test_the_list_tells_who_has_a_second_factor(cast, client):
    url = reverse("accounts")
    assert "xác thực hai bước" not in client.get(url, {"q": "thu-ky"}).content.decode()
    give_app(cast.people["clerk"])
    page = client.get(url, {"q": "thu-ky"}).content.decode()
    assert "xác thực hai bước" in page
    assert reverse("reset_factors", args=[cast.people["clerk"].pk]) in page
    assert "chỉ mật khẩu" in client.get(url, {"q": "pho-bi-thu"}).content.decode()


def test_factors_are_reset_for_who_came_in_person_and_their_sessions_end(cast, client):
    clerk = cast.people["clerk"]
    give_app(clerk)
    give_codes(clerk)
    theirs = client_of(clerk)
    url = reverse("reset_factors", args=[clerk.pk])
    answer = client.post(url, {"met": "on", "reason": "Mất điện thoại"}, follow=True)
    assert "Đã đặt lại xác thực của" in answer.content.decode()
    assert clerk.authenticators.count() == 0
    assert theirs.get(reverse("security")).url.startswith(reverse("sign_in"))
    entry = Entry.objects.get(verb="reset_factors")
    assert (entry.actor_id, entry.values["reason"]) == (
        cast.people["administrator"].pk,
        "Mất điện thoại",
    )


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reason": "Mất điện thoại"}, "Chỉ đặt lại khi đã gặp trực tiếp"),
        ({"met": "on", "reason": "  "}, "Ghi lý do đặt lại, như mất điện thoại."),
    ],
)
def test_without_having_met_or_without_a_reason_nothing_is_reset(cast, client, sent, said):
    clerk = cast.people["clerk"]
    give_app(clerk)
    page = client.post(reverse("reset_factors", args=[clerk.pk]), sent).content.decode()
    assert said in page
    assert clerk.authenticators.count() == 1


def test_factors_of_who_reaches_beyond_and_ones_own_are_not_reset(cast, client):
    sent = {"met": "on", "reason": "Mất điện thoại"}
    AssignmentFactory(user=cast.people["clerk"], organization=cast.places["elsewhere"])
    for person, said in {"clerk": "còn vai trò ở nơi khác", "administrator": "chính mình"}.items():
        user = cast.people[person]
        give_app(user)
        page = client.post(reverse("reset_factors", args=[user.pk]), sent).content.decode()
        assert said in page
        assert "Chi bộ Nơi khác" not in page
        assert user.authenticators.count() == 1


def test_nobody_of_another_tree_is_reset(cast, client):
    stranger = holder(Role.SECRETARY, cast.places["elsewhere"])
    give_app(stranger)
    sent = {"met": "on", "reason": "Mất điện thoại"}
    assert client.post(reverse("reset_factors", args=[stranger.pk]), sent).status_code == 404
    assert stranger.has_second_factor()


def test_resetting_asks_again_who_one_is(cast, client):
    give_app(cast.people["clerk"])
    session = client.session
    session["shown_at"] -= 3_600
    session.save()
    url = reverse("reset_factors", args=[cast.people["clerk"].pk])
    client.post(url, {"met": "on", "reason": "Mất điện thoại"})
    assert cast.people["clerk"].has_second_factor()


def test_an_opened_account_has_a_password_to_be_changed_first(client):
    password = password_on(client.post(reverse("open_account"), opening()).content.decode())
    new = Client()
    data = {"username": "vu.minh.khoi", "password": password}
    new.post(reverse("sign_in"), data)
    assert new.get(reverse("desk")).url == reverse("change_password")


def test_a_role_ends_with_the_post_where_the_box_is_ticked_and_the_list_says_so(cast, client):
    url = reverse("assign", args=[cast.people["clerk"].pk])
    data = {"organization": "chi-bo", "starts_on": "01/12/2026", "with_post": "on"}
    page = client.post(url, data | {"role": "member"}).content.decode()
    assert "Chỉ vai trò bí thư, phó bí thư hết cùng chức vụ." in page
    assert client.post(url, data | {"role": "deputy"}).status_code == 302
    assert "· hết cùng chức vụ" in " ".join(
        client.get(reverse("accounts"), {"q": "thu-ky"}).content.decode().split()
    )


def test_nobody_gives_himself_a_role_or_a_password_through_the_page(cast, client):
    me = cast.people["administrator"]
    data = {"role": "secretary", "organization": "dang-uy", "starts_on": "22/11/2026"}
    page = client.post(reverse("assign", args=[me.pk]), data).content.decode()
    assert "Không tự giao vai trò cho chính mình." in page
    assert me.assignments.count() == 1
    listed = client.get(reverse("accounts")).content.decode()
    assert reverse("assign", args=[me.pk]) not in listed
    assert reverse("assign", args=[cast.people["clerk"].pk]) in listed
    answer = client.post(reverse("renew_password", args=[me.pk]), follow=True)
    assert "Đổi mật khẩu ở trang Đổi mật khẩu." in answer.content.decode()
    assert client.get(reverse("accounts")).status_code == 200
