"""The pages of what is held about a member, and of what leaked."""

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from members.privacy.models import Erasure
from members.roster import actions as roster
from tests.chibo.factories import holder
from tests.members import pages
from tests.members.factories import TODAY, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cells():
    return pages.build()


@pytest.fixture
def secretary(cells):
    return pages.secretary(cells.own)


def _left(organization, name, ends="2010"):
    member = MemberFactory(organization=organization, full_name=name)
    roster.end_membership(
        by=None, membership=member.memberships.get(), ended="left", ends=parse(ends), today=TODAY
    )
    return member


def _confirm(member, **differs):
    return {"basis": "due", "reason": "Hết hạn", "typed_name": member.full_name, **differs}


def test_the_list_shows_who_is_due_and_nobody_else(cells, secretary):
    _left(cells.own, "Lê Văn Đến Hạn")
    _left(cells.own, "Lê Văn Mới Đi", "2025")
    _left(cells.sibling, "Lê Văn Bên Cạnh")
    page = pages.text(secretary.get(reverse("retention"), {"to-chuc": "mot"}))
    assert "1 hồ&nbsp;sơ" in page
    assert "Lê Văn Đến Hạn" in page
    assert "10 năm kể từ ngày rời sổ" in page
    for other in ("Lê Văn Mới Đi", "Lê Văn Bên Cạnh", "Đỗ Văn Đông"):
        assert other not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_many_are_due(cells, secretary, count):
    for number in range(count):
        _left(cells.own, f"Lê Văn Số {number}")
    address = f"{reverse('retention')}?to-chuc=mot"
    assert pages.statements(secretary, address) == 13


def test_the_page_says_that_there_is_no_way_back_and_what_is_kept(cells, secretary):
    member = _left(cells.own, "Lê Văn Đến Hạn")
    page = pages.text(secretary.get(reverse("erase_member", args=[member.pk])))
    assert "không lấy lại được" in page
    assert "Giữ lại theo quy định" in page
    assert "Hết thời hạn lưu ngày 31/12/2020" in page


def test_erasing_takes_the_name_from_every_page(cells, secretary):
    member = _left(cells.own, "Lê Văn Đến Hạn")
    address = reverse("erase_member", args=[member.pk])
    done = secretary.post(address, _confirm(member), follow=True)
    page = pages.text(done)
    assert "Đã xóa dữ liệu cá nhân" in page
    assert f"Đảng viên đã xóa dữ liệu {member.pk}" in page
    for shown in (page, pages.text(secretary.get(reverse("member", args=[member.pk])))):
        assert "Lê Văn Đến Hạn" not in shown
    assert "Đến Hạn" not in pages.text(secretary.get(reverse("search"), {"q": "lê văn đến"}))[900:]


def test_a_wrong_name_is_refused_beside_its_field_and_stays_typed(cells, secretary):
    member = _left(cells.own, "Lê Văn Đến Hạn")
    address = reverse("erase_member", args=[member.pk])
    page = pages.text(secretary.post(address, _confirm(member, typed_name="Le Van")))
    assert "Gõ đúng họ và tên như trong sổ" in page
    assert 'value="Le Van"' in page
    assert not Erasure.objects.exists()


def test_erasing_asks_again_who_one_is(cells, secretary):
    member = _left(cells.own, "Lê Văn Đến Hạn")
    session = secretary.session
    session["shown_at"] = 0
    session.save()
    answer = secretary.post(reverse("erase_member", args=[member.pk]), _confirm(member))
    assert answer.status_code == 403
    assert not Erasure.objects.exists()


def test_who_is_on_the_roll_is_not_offered_the_deed(cells, secretary):
    page = pages.text(secretary.get(reverse("erase_member", args=[cells.member.pk])))
    assert "còn trong sổ của chi bộ" in page
    assert 'form="ghi"' not in page


def test_staff_without_the_power_erase_nobody(cells):
    member = _left(cells.own, "Lê Văn Đến Hạn")
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    assert staff.post(reverse("erase_member", args=[member.pk])).status_code == 403
