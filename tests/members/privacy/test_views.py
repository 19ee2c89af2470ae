"""One's own file, and the pages of those who decide about corrections."""

import pytest
from django.urls import reverse

from chibo.access import Role, Scope
from chibo.audit.models import Entry
from members.privacy import queries
from members.privacy.models import CorrectionRequest
from tests.chibo.factories import holder
from tests.members import pages

pytestmark = pytest.mark.django_db
NUMBER = "001099012345"


@pytest.fixture
def cells():
    made = pages.build()
    made.member.user = holder(Role.MEMBER, made.own, user__full_name="Đỗ Văn Đông")
    made.member.citizen_number, made.member.home_town = NUMBER, "Hà Nam"
    made.member.save()
    return made


@pytest.fixture
def oneself(cells):
    return pages.client(cells.member.user)


@pytest.fixture
def secretary(cells):
    return pages.secretary(cells.own)


def _ask(browser, **changed):
    address = reverse("request_correction")
    typed = pages.inputs(browser.get(address))
    return browser.post(address, {**typed, **changed})


def _asked():
    return CorrectionRequest.objects.get()


def test_ones_own_file_shows_the_register_and_masks_what_is_sealed(oneself):
    page = pages.text(oneself.get(reverse("my_file")))
    assert "Đỗ Văn Đông" in page
    assert "Hà Nam" in page
    assert "•••345" in page
    assert NUMBER not in page
    assert "Vũ Lê Huy" not in page


def test_revealing_shows_the_sealed_once_and_is_written_down(oneself, cells):
    assert NUMBER in pages.text(oneself.post(reverse("reveal_my_file")))
    assert NUMBER not in pages.text(oneself.get(reverse("my_file")))
    entry = Entry.objects.get(verb="reveal")
    assert (entry.subject_id, entry.actor_id) == (str(cells.member.pk), cells.member.user.pk)
    assert entry.values == {"fields": ["citizen_number"]}


def test_revealing_asks_again_who_one_is(oneself):
    session = oneself.session
    session["shown_at"] = 0
    session.save()
    answer = oneself.post(reverse("reveal_my_file"))
    assert answer.status_code == 403
    assert not Entry.objects.filter(verb="reveal").exists()


def test_an_account_without_a_member_is_told_what_to_do(cells):
    stranger = pages.client(holder(Role.MEMBER, cells.own))
    for name in ("my_file", "request_correction"):
        page = pages.text(stranger.get(reverse(name)))
        assert "chưa nối với đảng viên nào" in page
        assert "Đỗ Văn Đông" not in page
    _ask(stranger, home_town="Nam Định")
    assert not CorrectionRequest.objects.exists()


def test_the_page_for_asking_never_holds_a_sealed_value(oneself):
    _ask(oneself, religion="Đạo Cao Sơn")
    page = pages.text(oneself.get(reverse("request_correction")))
    assert NUMBER not in page
    assert "Đạo Cao Sơn" not in page
    assert "Đạo Cao Sơn" not in pages.text(oneself.get(reverse("my_file")))


def test_asking_keeps_what_was_changed_and_shows_it_waiting(oneself):
    assert _ask(oneself, home_town="Nam Định", because="Căn cước")["Location"] == reverse("my_file")
    page = pages.text(oneself.get(reverse("my_file")))
    assert "Chờ xem xét" in page
    assert "Hà Nam → <strong>Nam Định</strong>" in page


def test_nonsense_is_refused_with_a_sentence_and_stays_typed(oneself):
    answer = _ask(oneself, citizen_number="12345", born="31/02/1980")
    page = pages.text(answer)
    assert "gồm đúng 12 chữ số" in page
    assert "31/02/1980" in page
    assert not CorrectionRequest.objects.exists()


def test_a_request_is_withdrawn_once(oneself):
    _ask(oneself, home_town="Nam Định")
    oneself.post(reverse("withdraw_correction"))
    assert _asked().status == "withdrawn"
    again = oneself.post(reverse("withdraw_correction"), follow=True)
    assert "Không còn đề nghị nào đang chờ" in pages.text(again)


def test_the_secretary_sees_the_request_and_puts_the_record_right_with_one_press(
    oneself, secretary, cells
):
    _ask(oneself, home_town="Nam Định", because="Căn cước")
    listed = pages.text(secretary.get(reverse("correction_requests"), {"to-chuc": cells.own.code}))
    address = reverse("correction_request", args=[_asked().pk])
    assert address in listed
    page = secretary.get(address)
    for said in ("Sổ đang ghi", "Hà Nam", "Nam Định"):
        assert said in pages.text(page)
    typed = {**pages.inputs(page), "taken": ["home_town"]}
    done = secretary.post(reverse("approve_correction", args=[_asked().pk]), typed, follow=True)
    for said in ("Đã sửa hồ sơ của đồng chí Đỗ Văn Đông", "người trả lời: ", "Sổ ghi lúc đề nghị"):
        assert said in pages.text(done)
    assert "Sổ đang ghi" not in pages.text(done)
    cells.member.refresh_from_db()
    assert cells.member.home_town == "Nam Định"
    assert "Đã sửa theo đề nghị" in pages.text(oneself.get(reverse("my_file")))


def test_a_second_press_changes_nothing_and_says_so(oneself, secretary):
    _ask(oneself, home_town="Nam Định")
    address = reverse("approve_correction", args=[_asked().pk])
    page = secretary.get(reverse("correction_request", args=[_asked().pk]))
    typed = {**pages.inputs(page), "taken": ["home_town"]}
    secretary.post(address, typed)
    assert "đã có trả lời" in pages.text(secretary.post(address, typed))
    assert Entry.objects.filter(verb="correct_member").count() == 1


def test_what_the_record_changed_meanwhile_is_marked(oneself, secretary, cells):
    _ask(oneself, home_town="Nam Định")
    cells.member.home_town = "Thái Bình"
    cells.member.save()
    page = pages.text(secretary.get(reverse("correction_request", args=[_asked().pk])))
    assert "đã đổi" in page
    assert "khi gửi đề nghị: Hà Nam" in page


def test_a_deputy_sees_that_something_sealed_is_asked_never_what(oneself, cells):
    _ask(oneself, citizen_number="036080000001", home_town="Nam Định")
    deputy = pages.client(holder(Role.DEPUTY, cells.own))
    page = pages.text(deputy.get(reverse("correction_request", args=[_asked().pk])))
    assert "Số định danh cá nhân" in page
    for said in ("036080000001", "0001", NUMBER, NUMBER[-4:]):
        assert said not in page


def test_the_secretary_sees_what_sealed_is_asked_for_and_that_is_written_down(
    oneself, secretary, cells
):
    _ask(oneself, citizen_number="036080000001")
    page = pages.text(secretary.get(reverse("correction_request", args=[_asked().pk])))
    assert ("036080000001" in page, NUMBER in page) == (True, False)
    entry = Entry.objects.get(verb="view")
    assert (entry.subject_type, entry.values) == (
        "members.CorrectionRequest",
        {"fields": ["Số định danh cá nhân"]},
    )


def test_a_refusal_is_read_by_who_asked(oneself, secretary):
    _ask(oneself, home_town="Nam Định")
    address = reverse("refuse_correction", args=[_asked().pk])
    assert "Ghi lý do không chấp nhận" in pages.text(secretary.post(address, {"reason": ""}))
    secretary.post(address, {"reason": "Hồ sơ gốc ghi khác"})
    assert "Hồ sơ gốc ghi khác" in pages.text(oneself.get(reverse("my_file")))


def test_the_neighbour_and_the_committee_decide_nothing_here(oneself, cells):
    _ask(oneself, home_town="Nam Định")
    for who in (
        pages.secretary(cells.sibling),
        pages.client(holder(Role.COMMITTEE_STAFF, cells.committee)),
    ):
        address = reverse("correction_request", args=[_asked().pk])
        assert who.get(address).status_code == 404
        assert who.get(reverse("correction_requests"), {"to-chuc": "mot"}).status_code == 404
    assert queries.waiting_of(Scope.whole(), cells.member)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_many_ask(secretary, cells, count):
    CorrectionRequest.objects.bulk_create(
        CorrectionRequest(member=cells.member, proposed="[]", asked_on="2026-11-01")
        for _ in range(count)
    )
    address = f"{reverse('correction_requests')}?to-chuc={cells.own.code}"
    assert pages.statements(secretary, address) == 9
    page = pages.text(secretary.get(address))
    assert f"{count} đề&nbsp;nghị" in page


@pytest.mark.parametrize("name", ["approve_correction", "refuse_correction"])
def test_a_refused_answer_shows_the_request_again_and_that_is_written_down(
    oneself, secretary, name
):
    """An empty answer, sent on purpose, is no way to look unseen."""
    _ask(oneself, citizen_number="001099055555")
    answer = secretary.post(reverse(name, args=[_asked().pk]), {})
    assert "001099055555" in pages.text(answer)
    assert [one.values for one in Entry.objects.filter(verb="view")] == [
        {"fields": ["Số định danh cá nhân"]}
    ]
