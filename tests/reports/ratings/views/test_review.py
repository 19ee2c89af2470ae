"""The round of a committee over the sheets of its cells."""

import re
from datetime import date

import pytest
from django.urls import reverse

from members.dues.models import DuesCharge, DuesPayment
from tests.chibo.factories import OrganizationFactory
from tests.members.factories import MemberFactory
from tests.reports.ratings.factories import submitted
from tests.reports.ratings.views.pages import HERE, listed, shown

pytestmark = pytest.mark.django_db


def test_the_round_counts_its_cells_and_leads_to_each(staff, cell, committee):
    sent = submitted(organization=cell)
    other = OrganizationFactory(parent=committee, name="Chi bộ Chưa lập")
    submitted("excellent", organization=OrganizationFactory(name="Chi bộ Nơi khác"))
    answer = staff.get(listed(committee))
    page = shown(answer)
    assert "1 chi&nbsp;bộ chờ duyệt xếp&nbsp;loại năm&nbsp;2025" in page
    assert "1 /2 chưa lập" in page
    assert "1 /2 chờ duyệt" in page
    assert "Chi bộ Nơi khác" not in page
    html = answer.content.decode()
    assert reverse("rating_sheet", args=[sent.pk]) in html
    assert listed(other, nam=2025).replace("&", "&amp;") in html


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("cho-duyet", ["Chi bộ Mẫu"]),
        ("chua-lap", ["Chi bộ Hai"]),
        ("tra-lai", []),
        ("²", ["Chi bộ Mẫu", "Chi bộ Hai"]),
    ],
)
def test_a_counter_keeps_the_cells_it_counts(staff, cell, committee, asked, names):
    submitted(organization=cell)
    OrganizationFactory(parent=committee, name="Chi bộ Hai")
    page = staff.get(listed(committee, nam=2025, tinh_trang=asked)).content.decode()
    assert re.findall(r'class="who" href="[^"]*">([^<]*)<', page) == names


def test_a_round_without_sheets_shows_no_cap_of_nobody(staff, cell, committee):
    page = shown(staff.get(listed(committee)))
    assert "1 /1 chưa lập" in page
    assert "mức trần" not in page


def test_the_cap_of_a_round_is_over_all_its_cells(staff, cell, committee):
    submitted("excellent", organization=cell)
    for _ in range(5):
        submitted("good", organization=OrganizationFactory(parent=committee))
    page = shown(staff.get(listed(committee)))
    assert "Xuất sắc: đề nghị 1, mức trần 1." in page
    assert "20% của 5 đồng chí" in page


@pytest.mark.parametrize("cells", [1, 30])
def test_a_round_costs_the_same_with_one_and_with_thirty_cells(
    staff, committee, django_assert_num_queries, cells
):
    for _ in range(cells):
        submitted(organization=OrganizationFactory(parent=committee))
    with django_assert_num_queries(ROUND):
        staff.get(listed(committee, nam=2025))


def test_a_round_tells_each_cells_dues_and_leads_to_their_rows(staff, committee, cell):
    member = MemberFactory(organization=cell)
    other = OrganizationFactory(parent=committee, name="Chi bộ Khác")
    for payer, month in ((member, 3), (member, 4), (MemberFactory(organization=other), 3)):
        charge = DuesCharge.objects.create(
            organization=payer.organization, member=payer, month=date(2025, month, 1), amount=5
        )
        if month == 4:
            DuesPayment.objects.create(charge=charge, amount=5, paid_on=date(2025, 4, 9))
    submitted(organization=cell)
    page = staff.get(listed(committee, nam=2025)).content.decode()
    dues = f"{reverse('dues')}?to-chuc={cell.code}&amp;nam=2025"
    assert re.search(rf'href="{re.escape(dues)}"\s*>1/2<', page)
    assert f"{reverse('dues')}?to-chuc={other.code}" not in page


def test_a_long_round_is_paged_and_leaves_the_evidence_out(staff, committee, monkeypatch):
    monkeypatch.setattr(f"{HERE}.review.PER_PAGE", 2)
    for _ in range(3):
        submitted(organization=OrganizationFactory(parent=committee))
    page = shown(staff.get(listed(committee, nam=2025)))
    assert "1–2 trong 3" in page
    assert "Số liệu dự họp, học tập hiện ở từng đảng bộ bên dưới." in page
    assert "1–2" not in shown(staff.get(listed(committee, nam=2025, trang=2)))


ROUND = 25
