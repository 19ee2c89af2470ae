"""One page for each deed on posts and terms, and the page that lists them."""

import pytest
from django.urls import reverse

from chibo.access import Role
from members.posts.models import PositionHolding, Term
from tests.chibo.factories import holder
from tests.members import pages
from tests.members.factories import HoldingFactory, MemberFactory, TermFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cells():
    return pages.build()


@pytest.fixture
def secretary(cells):
    return pages.secretary(cells.own)


def _appoint(client, code="mot", **typed):
    return client.post(reverse("appoint", args=[code]), typed)


def test_a_post_is_given_through_the_page(cells, secretary):
    term = TermFactory(organization=cells.own)
    answer = _appoint(
        secretary, member=cells.member.pk, post="secretary", starts="14/05/2025", term=term.pk
    )
    assert answer.url == reverse("member", args=[cells.member.pk])
    page = pages.text(secretary.get(answer.url))
    assert "Đã ghi Bí thư Chi bộ: Đỗ Văn Đông." in page
    assert "Giữ chức vụ Bí thư Chi bộ" in page


def test_the_member_may_be_named_by_the_address(cells, secretary):
    url = reverse("appoint", args=["mot"])
    page = pages.text(secretary.get(url, {"dang-vien": cells.member.pk}))
    assert "cho Đỗ Văn Đông" in page
    assert "Vũ Lê Huy" not in page
    for wrong in [cells.neighbour.pk, "x", "9" * 30]:
        assert secretary.get(url, {"dang-vien": wrong}).status_code == 404


def test_only_members_of_ones_own_place_may_be_chosen(cells, secretary):
    TermFactory(organization=cells.sibling, label="2099–2100")
    page = pages.text(secretary.get(reverse("appoint", args=["mot"])))
    assert "Đỗ Văn Đông" in page
    assert "Bùi Thị Đông" not in page
    assert "2099–2100" not in page
    page = pages.text(_appoint(secretary, member=cells.neighbour.pk, post="secretary"))
    assert "Không có đồng chí này trong sổ." in page
    assert not PositionHolding.objects.exists()


def test_the_committee_gives_its_own_posts_to_members_of_its_cells(cells):
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    code = cells.committee.code
    _appoint(staff, code, member=cells.neighbour.pk, post="committee_member")
    assert PositionHolding.objects.get().organization == cells.committee
    page = pages.text(staff.get(reverse("member", args=[cells.neighbour.pk])))
    assert "Giao chức vụ tại Đảng bộ Sở" in page
    assert "Giao chức vụ tại Chi bộ Hai" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"post": "secretary"}, "Trong thời gian ấy Bí thư là đồng chí"),
        ({"post": "government"}, "Ghi tên chức vụ chính quyền"),
        ({"post": ""}, "Chọn chức vụ."),
        ({"post": "deputy", "starts": "2099"}, "Ngày bắt đầu giữ chức vụ ở tương lai."),
        ({"post": "deputy", "starts": "2025", "ends": "2024"}, "Ngày kết thúc trước"),
        ({"post": "deputy", "title": "x" * 1_000_000}, "Dài quá 120 chữ"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_writes_nothing(cells, secretary, typed, sentence):
    HoldingFactory(member=MemberFactory(organization=cells.own))
    typed = {"starts": "2026", "assigned_field": "kiểm tra"} | typed
    page = pages.text(_appoint(secretary, member=cells.member.pk, **typed))
    assert sentence in page
    assert 'value="kiểm tra"' in page
    assert PositionHolding.objects.count() == 1


def test_a_probationary_member_is_not_put_into_the_committee(cells, secretary):
    page = pages.text(_appoint(secretary, member=cells.probationary.pk, post="deputy"))
    assert "là đảng viên dự bị" in page
    assert "điều 3" in page


def test_a_committee_member_of_a_small_cell_is_recorded_with_a_warning(cells, secretary):
    answer = _appoint(secretary, member=cells.member.pk, post="committee_member")
    assert "chi ủy chỉ có khi từ 9" in pages.text(secretary.get(answer.url))
    assert PositionHolding.objects.exists()


def test_a_post_ends_is_corrected_and_taken_back(cells, secretary):
    holding = HoldingFactory(member=cells.member)
    end = reverse("end_post", args=[holding.pk])
    assert "id_ends_error" in pages.text(secretary.post(end, {"ends": "2024"}))
    assert secretary.post(end, {"ends": "01/09/2026"}).status_code == 302
    correct = reverse("correct_post", args=[holding.pk])
    assert 'value="01/09/2026"' in pages.text(secretary.get(correct))
    secretary.post(correct, {"post": "deputy", "starts": "2025"})
    holding.refresh_from_db()
    assert (holding.post, str(holding.ends)) == ("deputy", "")
    withdraw = reverse("withdraw_post", args=[holding.pk])
    assert "Ghi lý do bỏ dòng này." in pages.text(secretary.post(withdraw, {}, follow=True))
    secretary.post(withdraw, {"reason": "nhầm"})
    assert not PositionHolding.objects.exists()


def test_a_form_opened_before_a_post_ended_does_not_give_it_back(cells, secretary):
    term = TermFactory(organization=cells.own)
    holding = HoldingFactory(member=cells.member, term=term)
    url = reverse("correct_post", args=[holding.pk])
    typed = pages.inputs(secretary.get(url)) | {"post": "secretary", "term": term.pk}
    end = reverse("end_post", args=[holding.pk])
    assert secretary.post(end, {"ends": "01/09/2026"}).status_code == 302
    assert secretary.post(url, typed | {"title": "Bí thư lâm thời"}).status_code == 302
    holding.refresh_from_db()
    assert (holding.title, str(holding.ends)) == ("Bí thư lâm thời", "01/09/2026")
    assert holding.term == term


def test_a_form_opened_before_a_term_was_extended_does_not_shorten_it(cells, secretary):
    term = TermFactory(organization=cells.own)
    url = reverse("correct_term", args=[term.pk])
    opened = pages.inputs(secretary.get(url))
    extended = {"ends": "2030", "extension_document": "62-KL/ĐU"}
    assert secretary.post(url, opened | extended).status_code == 302
    assert secretary.post(url, opened | {"congress_ordinal": "5"}).status_code == 302
    term.refresh_from_db()
    assert (term.congress_ordinal, str(term.ends)) == (5, "2030")
    assert term.extension_document == "62-KL/ĐU"


def test_terms_are_recorded_extended_and_listed(cells, secretary):
    url = reverse("record_term", args=["mot"])
    typed = {"label": "2025–2027", "congress_ordinal": "4", "starts": "14/05/2025"}
    assert secretary.post(url, typed).url == reverse("terms", args=["mot"])
    assert "đã có trong sổ" in pages.text(secretary.post(url, typed))
    term = Term.objects.get()
    correct = reverse("correct_term", args=[term.pk])
    secretary.post(correct, typed | {"ends": "2030", "extension_document": "62-KL/ĐU"})
    page = pages.text(secretary.get(reverse("terms", args=["mot"])))
    assert "Đại hội lần thứ IV" in page
    assert "kéo dài theo 62-KL/ĐU" in page


def test_the_page_of_posts_shows_who_holds_what(cells, secretary):
    HoldingFactory(member=cells.member)
    HoldingFactory(member=cells.neighbour)
    page = pages.text(secretary.get(reverse("terms", args=["mot"])))
    assert "Bí thư Chi bộ" in page
    assert "Đỗ Văn Đông" in page
    assert "Bùi Thị Đông" not in page
    assert secretary.get(reverse("terms", args=["hai"])).status_code == 404


def _addresses(member):
    organization = member.organization
    holding = HoldingFactory(member=member)
    return [
        reverse("appoint", args=[organization.code]),
        reverse("end_post", args=[holding.pk]),
        reverse("correct_post", args=[holding.pk]),
        reverse("record_term", args=[organization.code]),
        reverse("correct_term", args=[TermFactory(organization=organization).pk]),
    ]


def test_no_deed_reaches_a_neighbours_posts(cells, secretary):
    for url in _addresses(cells.neighbour):
        assert secretary.get(url).status_code == 404, url
    withdraw = reverse("withdraw_post", args=[PositionHolding.objects.get().pk])
    assert secretary.post(withdraw, {"reason": "x"}).status_code == 404


def test_no_deed_is_for_those_who_may_only_read(cells):
    clerk = pages.client(holder(Role.CLERK, cells.own))
    for url in _addresses(cells.member):
        assert clerk.get(url).status_code == 403, url
    assert "Giao chức vụ" not in pages.text(clerk.get(reverse("terms", args=["mot"])))


def test_the_page_of_posts_asks_no_more_for_thirty_than_for_one(cells, secretary):
    def asked(posts):
        for _ in range(posts):
            HoldingFactory(member=MemberFactory(organization=cells.own), post="deputy")
            TermFactory(organization=cells.own, label=f"Nhiệm kỳ {Term.objects.count()}")
        return pages.statements(secretary, reverse("terms", args=["mot"]))

    assert asked(1) == asked(29)
