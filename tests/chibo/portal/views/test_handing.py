"""Lending a role, handing it over, and what the pages say is open in the place."""

import datetime

import pytest
from django.urls import reverse

from chibo.access import Permission, Role
from chibo.accounts import actions as accounts
from chibo.accounts.models import Assignment, User
from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.drafts.models import Draft
from meetings.register.models import OfficialDocument
from meetings.tasks import actions as tasks
from members.privacy import actions as privacy
from tests.cast import AT, TODAY
from tests.chibo.factories import AssignmentFactory, UserFactory, holder
from tests.chibo.portal.pages import client_of, seen
from tests.chibo.portal.records import charge, meet, rating_sheet, report
from tests.members.factories import MemberFactory

pytestmark = pytest.mark.django_db


def at(name, *arguments):
    return reverse(name, args=[*(arguments or ["chi-bo"])])


def page_of(person, name="hand_over"):
    return " ".join(client_of(person).get(at(name)).content.decode().split())


def power(user, on=TODAY):
    """Return whether somebody may issue papers on a day, asked anew."""
    return bool(User.objects.get(pk=user.pk).scope(Permission.ISSUE_DOCUMENTS, on=on))


def own(user):
    return user.assignments.get()


def lend(cast, **differs):
    given = {
        "by": cast.people["secretary"],
        "assignment": own(cast.people["secretary"]),
        "user": cast.people["deputy"],
        "starts_on": TODAY,
        "ends_on": datetime.date(2026, 12, 22),
        "today": TODAY,
    }
    return accounts.delegate(**{**given, **differs})


def lending(cast, **differs):
    """Return the form of lending as a browser sends it."""
    given = {
        "assignment": own(cast.people["secretary"]).pk,
        "user": cast.people["deputy"].pk,
        "starts_on": "22/11/2026",
        "ends_on": "22/12/2026",
    }
    return {**given, **differs}


def giving(cast, **differs):
    given = {
        "assignment": own(cast.people["secretary"]).pk,
        "user": cast.people["deputy"].pk,
        "on": "22/11/2026",
        "is_checked": "on",
    }
    return {**given, **differs}


# What is open -----------------------------------------------------------------------------------


def leave_open(place, user):
    """Leave one thing of every kind undone at a place, one task of two overdue."""
    meet(place, 2026, 9, locked=False)
    for due in ("01/11/2026", "01/12/2026"):
        tasks.add_task(by=None, organization=place, text="Việc", due=parse(due))
    OfficialDocument.objects.create(
        organization=place, type="NQ", subject="Dự thảo", body="Một.", status="draft", updated_at=AT
    )
    report(place, 2025)
    rating_sheet(place, 2026, "returned")
    charge(place, 2026, 10)
    Draft.objects.create(user=user, key="bien-ban-1", saved_at=AT)


def test_all_that_is_open_is_counted_with_its_list_and_nothing_of_others(cast):
    own_cell, secretary = cast.places["own"], cast.people["secretary"]
    leave_open(own_cell, secretary)
    leave_open(cast.places["sibling"], cast.people["neighbour"])
    leave_open(cast.places["group"], cast.people["deputy"])
    page = page_of(secretary)
    for name, n in {
        "meetings": 1,
        "tasks": 2,
        "official_documents": 1,
        "reports": 1,
        "ratings": 1,
        "dues": 1,
    }.items():
        assert f'<a class="evidence" href="{reverse(name)}?to-chuc=chi-bo">{n}</a>' in page
    assert "1 quá hạn" in page
    assert '<span class="num">1</span>' in page


def test_requests_of_members_are_handed_over_by_who_may_answer_them(cast):
    for name in ("own", "own", "sibling"):
        privacy.request_correction(
            by=None,
            member=MemberFactory(organization=cast.places[name]),
            changes={"home_town": "Hà Nam"},
            because="",
            today=TODAY,
        )
    said = "<span>Đề nghị sửa hồ sơ chưa trả lời</span>"
    link = f'href="{reverse("correction_requests")}?to-chuc=chi-bo">2</a>'
    page = page_of(cast.people["secretary"])
    assert said in page
    assert link in page
    assert said not in page_of(cast.people["clerk"])


def test_a_place_where_nothing_is_open_says_so(cast):
    assert "Không có việc nào còn dở ở đây." in page_of(cast.people["secretary"])


def test_a_committee_is_told_of_the_sheets_that_wait(cast):
    rating_sheet(cast.places["own"], 2026, "submitted")
    rating_sheet(cast.places["elsewhere"], 2026, "submitted")
    page = client_of(cast.people["leader"]).get(at("hand_over", "dang-uy")).content.decode()
    assert "Bảng xếp loại năm 2026 của chi bộ chờ quyết định" in page
    assert f'href="{reverse("ratings")}?to-chuc=dang-uy">1</a>' in page


@pytest.mark.parametrize("size", [1, 30])
def test_the_page_costs_the_same_for_one_and_for_thirty(cast, size, django_assert_num_queries):
    place, secretary = cast.places["own"], cast.people["secretary"]
    for _ in range(size):
        meet(place, 2026, 9, locked=False)
        tasks.add_task(by=None, organization=place, text="Việc")
        charge(place, 2026, 10)
        lend(cast, user=holder(Role.CLERK, place))
        giver = AssignmentFactory(organization=place, role=Role.CLERK)
        accounts.hand_over_role(
            by=giver.user,
            assignment=giver,
            user=UserFactory(),
            on=TODAY,
            is_checked=True,
            left_open=[],
            today=TODAY,
        )
    browser = client_of(secretary)
    browser.get(at("hand_over"))
    with django_assert_num_queries(18):
        browser.get(at("hand_over"))


def test_desk_and_organisation_lead_there_those_who_may(cast):
    for person, offered in {"secretary": True, "deputy": False, "clerk": False}.items():
        link = f'href="{at("hand_over")}"'
        assert (link in seen(cast.people[person], "desk")) is offered
        page = client_of(cast.people[person]).get(at("organization")).content.decode()
        assert (link in page) is offered


# Lending ----------------------------------------------------------------------------------------


def test_a_role_is_lent_and_the_page_says_by_whom_until_when(cast):
    secretary, deputy = cast.people["secretary"], cast.people["deputy"]
    browser = client_of(secretary)
    answer = browser.post(at("delegate"), lending(cast), follow=True)
    assert "Đã ủy quyền cho" in answer.content.decode()
    assert power(deputy)
    assert power(secretary)
    page = page_of(secretary)
    assert f"{secretary.full_name} ủy quyền từ 22/11/2026 đến trước 22/12/2026" in page
    administrator = client_of(cast.people["administrator"]).get(reverse("accounts"))
    assert f"· {secretary.full_name} ủy quyền" in " ".join(administrator.content.decode().split())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends_on": ""}, "Ô này đang để trống."),
        ({"ends_on": "21/02/2027"}, "Ủy quyền không quá 90 ngày."),
        ({"starts_on": "21/11/2026"}, "Ngày bắt đầu đã qua."),
        ({"user": ""}, "Chọn người nhận."),
        ({"assignment": "999999"}, "Không có vai trò này của đồng chí ở đây."),
    ],
)
def test_what_cannot_be_lent_is_refused_in_words_and_nothing_changes(cast, wrong, said):
    before = Assignment.objects.count()
    answer = client_of(cast.people["secretary"]).post(at("delegate"), lending(cast, **wrong))
    assert said in answer.content.decode()
    assert Assignment.objects.count() == before


@pytest.mark.parametrize("whom", ["secretary", "neighbour", "stranger", "administrator"])
def test_only_another_who_has_a_role_here_is_offered_and_taken(cast, whom):
    browser, user = client_of(cast.people["secretary"]), cast.people[whom]
    for name, form in (("delegate", lending), ("hand_over_role", giving)):
        assert f"({user.username})" not in browser.get(at(name)).content.decode()
        answer = browser.post(at(name), form(cast, user=user.pk))
        assert "Không có người này ở đây, hoặc người này đã giữ" in answer.content.decode()
    assert not Assignment.objects.filter(delegated_by__isnull=False).exists()


def test_anothers_role_is_not_lent_nor_handed_over(cast):
    browser = client_of(cast.people["secretary"])
    for name, form in (("delegate", lending), ("hand_over_role", giving)):
        answer = browser.post(at(name), form(cast, assignment=own(cast.people["clerk"]).pk))
        assert "Không có vai trò này của đồng chí ở đây." in answer.content.decode()
    assert Assignment.objects.get(user=cast.people["clerk"]).ends_on is None


def test_whom_a_role_was_lent_to_reads_why_he_hands_nothing_on(cast):
    lend(cast)
    deputy = cast.people["deputy"]
    assert "do người khác ủy quyền nên không trao tiếp được" in page_of(deputy)
    lent = Assignment.objects.get(delegated_by__isnull=False)
    mine = deputy.assignments.get(role="deputy")
    for assignment in (lent, mine):
        given = lending(cast, assignment=assignment.pk, user=cast.people["clerk"].pk)
        answer = client_of(deputy).post(at("delegate"), given)
        assert "Không có vai trò này của đồng chí ở đây." in answer.content.decode()
    for name, form in (("delegate", lending), ("hand_over_role", giving)):
        given = form(cast, assignment=lent.pk, user=cast.people["clerk"].pk)
        assert client_of(deputy).post(at(name), given).status_code == 200
    assert Assignment.objects.filter(delegated_by__isnull=False).count() == 1
    assert not Entry.objects.filter(verb="hand_over").exists()


def test_whom_a_role_was_lent_to_is_offered_no_withdrawal_and_does_none(cast):
    lend(cast)
    other = lend(cast, user=cast.people["clerk"])
    address = at("withdraw_delegation", other.pk)
    assert address in page_of(cast.people["secretary"])
    assert address not in page_of(cast.people["deputy"])
    assert at("hand_over_print", "chi-bo", "docx") not in page_of(cast.people["deputy"])
    answer = client_of(cast.people["deputy"]).post(address, follow=True)
    assert "không thu hồi ủy quyền được" in answer.content.decode()
    assert power(cast.people["clerk"])


def test_who_has_the_role_already_is_not_offered_it_and_not_taken(cast):
    second = holder(Role.SECRETARY, cast.places["own"])
    browser, deputy, clerk = (
        client_of(cast.people["secretary"]),
        *(cast.people[name] for name in ("deputy", "clerk")),
    )
    lend(cast)

    def offered(name):
        page = browser.get(at(name)).content.decode()
        return {user.pk for user in (second, deputy, clerk) if f"({user.username})" in page}

    assert offered("delegate") == {clerk.pk}
    assert offered("hand_over_role") == {deputy.pk, clerk.pk}
    for name, form, user in (("delegate", lending, deputy), ("hand_over_role", giving, second)):
        answer = browser.post(at(name), form(cast, user=user.pk))
        assert "người này đã giữ vai trò ấy" in answer.content.decode()
    assert Assignment.objects.filter(delegated_by__isnull=False).count() == 1


def test_a_loan_that_is_over_or_not_begun_leaves_its_person_on_the_list(cast):
    lend(cast, starts_on=datetime.date(2026, 12, 1))
    page = client_of(cast.people["secretary"]).get(at("delegate")).content.decode()
    assert f"({cast.people['deputy'].username})" in page
    answer = client_of(cast.people["secretary"]).post(
        at("delegate"), lending(cast, ends_on="01/12/2026")
    )
    assert answer.status_code == 302
    answer = client_of(cast.people["secretary"]).post(
        at("delegate"), lending(cast, starts_on="10/12/2026")
    )
    assert answer.status_code == 200


def test_a_place_where_all_have_the_role_says_so(cast):
    lonely = holder(Role.SECRETARY, cast.places["elsewhere"])
    holder(Role.SECRETARY, cast.places["elsewhere"])
    page = client_of(lonely).get(at("delegate", "noi-khac")).content.decode()
    assert "đều đang giữ vai trò này rồi" in page


def test_a_place_with_nobody_else_says_whom_to_ask(cast):
    lonely = holder(Role.SECRETARY, cast.places["elsewhere"])
    page = client_of(lonely).get(at("hand_over", "noi-khac")).content.decode()
    assert "Nhờ quản trị mở tài khoản cho người nhận trước." in page


def test_what_was_lent_is_withdrawn_and_ends_at_once(cast):
    lent, deputy = lend(cast), client_of(cast.people["deputy"])
    assert deputy.get(at("hand_over")).status_code == 200
    address = at("withdraw_delegation", lent.pk)
    answer = client_of(cast.people["secretary"]).post(address, follow=True)
    assert "Đã thu hồi ủy quyền của" in answer.content.decode()
    assert deputy.get(at("hand_over")).status_code == 403
    again = client_of(cast.people["secretary"]).post(address, follow=True)
    assert "Ủy quyền này đã hết." in again.content.decode()


def test_a_role_that_was_not_lent_is_not_withdrawn_and_a_neighbours_not_found(cast):
    clerk = own(cast.people["clerk"])
    browser = client_of(cast.people["secretary"])
    assert browser.post(at("withdraw_delegation", clerk.pk)).status_code == 404
    lent = lend(cast)
    stranger = client_of(cast.people["neighbour"])
    assert stranger.post(at("withdraw_delegation", lent.pk)).status_code == 404
    assert power(cast.people["deputy"])


# Handing over -----------------------------------------------------------------------------------


def test_a_hand_over_answers_with_its_record_and_lets_the_giver_out(cast):
    secretary, deputy = cast.people["secretary"], cast.people["deputy"]
    leave_open(cast.places["own"], secretary)
    browser = client_of(secretary)
    answer = browser.post(at("hand_over_role"), giving(cast))
    page = " ".join(answer.content.decode().split())
    for said in (
        "BIÊN BẢN",
        f"đồng chí {secretary.full_name} bàn giao vai trò Bí thư cho đồng chí {deputy.full_name}",
        "ngày 22 tháng 11 năm 2026",
        "Nhiệm vụ đang làm",
        "Đồng chí thôi vai trò Bí thư từ hôm nay.",
    ):
        assert said in page
    assert f'href="{reverse("desk")}"' not in page.partition("<main")[2]
    assert f'href="{reverse("roll")}"' not in page
    assert "no-store" in answer["Cache-Control"]
    assert browser.get(at("hand_over")).status_code == 403
    assert (power(secretary), power(deputy)) == (False, True)
    told = page_of(deputy)
    assert f"{secretary.full_name} bàn giao cho {deputy.full_name}" in told
    entry = Entry.objects.get(verb="hand_over")
    assert ["Nhiệm vụ đang làm", 2] in entry.values["left_open"]


def test_who_hands_over_the_last_role_is_told_before_that_the_book_will_be_shut(cast):
    told = "Đồng chí không có vai trò nào khác"
    secretary = cast.people["secretary"]
    assert told in page_of(secretary, "hand_over_role")
    AssignmentFactory(user=secretary, organization=cast.places["own"], role=Role.MEMBER)
    assert told not in page_of(secretary, "hand_over_role")


def test_without_the_tick_or_too_late_nothing_is_handed_over(cast):
    browser = client_of(cast.people["secretary"])
    for wrong, said in (
        ({"is_checked": ""}, "Xem hết danh sách việc còn dở"),
        ({"on": "21/11/2026"}, "Ngày bàn giao đã qua."),
    ):
        page = browser.post(at("hand_over_role"), giving(cast, **wrong)).content.decode()
        assert said in page
    assert power(cast.people["secretary"])
    assert not power(cast.people["deputy"])


def test_handing_over_and_lending_want_to_know_again_who_one_is(cast):
    browser = client_of(cast.people["secretary"])
    session = browser.session
    session["shown_at"] = 0
    session.save()
    for name, form in (("delegate", lending), ("hand_over_role", giving)):
        answer = browser.post(at(name), form(cast))
        assert (answer.status_code, "Xác nhận lại" in answer.content.decode()) == (403, True)
    assert not power(cast.people["deputy"])


def test_a_hand_over_of_a_later_day_leaves_the_giver_until_then(cast):
    secretary, deputy = cast.people["secretary"], cast.people["deputy"]
    answer = client_of(secretary).post(at("hand_over_role"), giving(cast, on="01/12/2026"))
    page = " ".join(answer.content.decode().split())
    assert "đến hết ngày trước 01/12/2026" in page
    assert f'href="{reverse("desk")}"' in page.partition("<main")[2]
    assert (power(secretary), power(deputy)) == (True, False)
    first = datetime.date(2026, 12, 1)
    assert (power(secretary, first), power(deputy, first)) == (False, True)


def test_the_record_is_printed_before_and_after_and_no_other_format(cast, monkeypatch):
    printed = []
    monkeypatch.setattr(
        "chibo.documents.docx.render", lambda document: printed.append(document) or b"x"
    )
    monkeypatch.setattr(
        "chibo.documents.printing._PRINTERS", {"docx": lambda d: printed.append(d) or b"x"}
    )
    secretary, deputy = client_of(cast.people["secretary"]), client_of(cast.people["deputy"])
    leave_open(cast.places["own"], cast.people["secretary"])
    before = secretary.get(at("hand_over_print", "chi-bo", "docx"))
    assert before["Content-Disposition"].endswith('filename="bien-ban-ban-giao-chi-bo.docx"')
    assert secretary.get(at("hand_over_print", "chi-bo", "html")).status_code == 404
    secretary.post(at("hand_over_role"), giving(cast))
    taken = Entry.objects.get(verb="hand_over").subject_id
    tasks.add_task(by=None, organization=cast.places["own"], text="Việc sau đó")
    assert deputy.get(at("handed_over_print", taken, "docx")).status_code == 200
    draft, kept = (document.to_json() for document in printed)
    assert cast.people["deputy"].full_name not in draft
    assert cast.people["deputy"].full_name in kept
    assert '"Nhiệm vụ đang làm"' in kept
    assert [
        row[2][0].text
        for block in printed[1].blocks
        if block.kind == "table"
        for row in block.rows
        if row[1][0].text == "Nhiệm vụ đang làm"
    ] == ["2"]
    assert (
        deputy.get(at("handed_over_print", own(cast.people["clerk"]).pk, "docx")).status_code == 404
    )
