"""Deeds of the month book: what they write, what they refuse, what they leave alone."""

import datetime

import pytest

from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.reasons import Refusal
from members.dues import actions
from members.dues.models import DuesCharge, DuesPayment, DuesProfile, DuesRemittance
from members.roster import actions as roster
from tests.chibo.factories import GroupFactory, UserFactory
from tests.members import pages
from tests.members.dues.books import (
    APRIL,
    MARCH,
    PAID_ON,
    away,
    opened,
    pay,
    payer,
    profile,
    remit,
)
from tests.members.factories import TODAY, MemberFactory, overtaken

pytestmark = pytest.mark.django_db


@pytest.fixture
def cells():
    return pages.build()


@pytest.fixture
def cell(cells):
    return cells.own


def _fields(refused):
    return [reason.field for reason in refused.value.reasons]


# Opening a month ---------------------------------------------------------------------------------


def test_a_month_charges_everybody_who_has_a_profile(cells):
    payer(cells.own, "Lê Thị Một")
    payer(cells.own, "Lê Văn Hai", category="working_age", base=None, region="II")
    payer(cells.sibling, "Người Bên Cạnh")
    opened(cells.own)
    assert {
        (one.member.full_name, one.amount, one.category, one.formula)
        for one in DuesCharge.objects.all()
    } == {
        ("Lê Thị Một", 124_800, "Đóng bảo hiểm xã hội bắt buộc", "1% × 12.480.000 đ"),
        (
            "Lê Văn Hai",
            14_190,
            "Không đóng bảo hiểm xã hội, chưa đến tuổi nghỉ hưu",
            "0,3% × 4.730.000 đ",
        ),
    }


def test_the_deed_is_written_down_with_the_amounts(cell):
    member = payer(cell)
    opened(cell)
    assert Entry.objects.get(verb="open_dues_month").values == {
        "month": "2026-03-01",
        "charges": {str(member.pk): 124_800},
    }


def test_opening_again_adds_only_what_is_missing_and_changes_nothing(cell):
    first = payer(cell, "Lê Thị Một")
    opened(cell)
    profile(first, base=20_000_000)
    second = payer(cell, "Lê Văn Hai")
    assert [one.member for one in opened(cell)] == [second]
    assert opened(cell) == []
    assert DuesCharge.objects.get(member=first).amount == 124_800
    assert Entry.objects.filter(verb="open_dues_month").count() == 2


def test_the_regulation_in_force_on_the_first_day_counts(cell):
    member = payer(cell, starts=datetime.date(2025, 3, 1), category="student", base=None)
    for month in (datetime.date(2026, 1, 1), datetime.date(2026, 2, 1)):
        opened(cell, month)
    assert list(
        DuesCharge.objects.filter(member=member).order_by("month").values_list("amount", flat=True)
    ) == [3_000, 5_000]


@pytest.mark.parametrize("kind", ["exempt", "suspended", "away"])
def test_who_is_exempt_suspended_or_away_is_not_charged(cell, kind):
    away(payer(cell), kind)
    assert opened(cell) == []


def test_who_was_away_only_after_the_first_day_is_charged(cell):
    away(payer(cell), "away", starts="15/03/2026")
    assert len(opened(cell)) == 1
    assert opened(cell, APRIL) == []


def test_a_temporary_guest_pays_here(cell):
    guest = MemberFactory(organization=cell, is_temporary=True, starts=parse("10/02/2026"))
    profile(guest)
    assert [one.member for one in opened(cell)] == [guest]


def test_fifty_years_of_party_age_exempt_by_rule(cell):
    for admitted in ("01/03/1976", "02/03/1976"):
        member = MemberFactory(organization=cell, full_name=admitted, admitted=parse(admitted))
        profile(member)
    assert [one.member.full_name for one in opened(cell)] == ["02/03/1976"]


def test_a_full_reduction_by_decision_is_not_charged(cell):
    payer(cell, reduction=100, decision="QĐ 12-QĐ/ĐU")
    payer(cell, "Lê Văn Nửa", reduction=50, decision="QĐ 13-QĐ/ĐU")
    assert [(one.amount, one.formula) for one in opened(cell)] == [
        (62_400, "1% × 12.480.000 đ, giảm 50%")
    ]


def test_a_group_pays_in_the_book_of_its_cell(cell):
    group = GroupFactory(parent=cell)
    member = payer(group)
    assert [(one.member, one.organization) for one in opened(cell)] == [(member, cell)]
    assert opened(group) == []


def test_a_member_charged_in_another_cell_is_not_charged_again(cells):
    member = payer(cells.own)
    DuesCharge.objects.create(organization=cells.sibling, member=member, month=MARCH, amount=1)
    assert opened(cells.own) == []


def test_another_cell_that_charges_at_the_same_moment_wins(cells, monkeypatch):
    member = payer(cells.own)
    assess = actions.charging.assess

    def overtaken_by_the_neighbour(*args):
        DuesCharge.objects.get_or_create(
            organization=cells.sibling, member=member, month=MARCH, amount=1
        )
        return assess(*args)

    monkeypatch.setattr(actions.charging, "assess", overtaken_by_the_neighbour)
    assert opened(cells.own) == []
    assert DuesCharge.objects.get().organization == cells.sibling


def test_a_month_to_come_is_not_opened(cell):
    payer(cell)
    with pytest.raises(Refusal, match="Tháng 12/2026 chưa đến"):
        opened(cell, datetime.date(2026, 12, 1))
    assert not DuesCharge.objects.exists()


def test_a_month_before_any_known_regulation_is_not_opened(cell):
    payer(cell)
    with pytest.raises(Refusal, match="Chưa có quy định về đảng phí"):
        opened(cell, datetime.date(2009, 1, 1))


# Receiving ---------------------------------------------------------------------------------------


@pytest.fixture
def charges(cell):
    payer(cell, "Lê Thị Một")
    payer(cell, "Lê Văn Hai")
    return sorted(opened(cell), key=lambda charge: charge.member.full_name)


def test_money_is_received_in_full_in_part_and_more(cell, charges):
    one, two = charges
    pay(cell, (one, 124_800), (two, 50_000), channel="portal", receipt="BL 07")
    pay(cell, (two, 100_000, 50_000))
    assert set(DuesPayment.objects.values_list("charge", "amount", "channel", "receipt")) == {
        (one.pk, 124_800, "portal", "BL 07"),
        (two.pk, 50_000, "portal", "BL 07"),
        (two.pk, 100_000, "cash", ""),
    }
    assert Entry.objects.filter(verb="receive_dues").count() == 3


def test_all_or_nothing_is_received(cell, charges):
    one, two = charges
    with pytest.raises(Refusal) as refused:
        pay(cell, (one, 124_800), (two, 900_000_000))
    assert _fields(refused) == [f"amount_{two.pk}"]
    assert not DuesPayment.objects.exists()


@pytest.mark.parametrize("amount", [0, -124_800])
def test_no_money_is_no_payment(cell, charges, amount):
    with pytest.raises(Refusal, match="lớn hơn 0"):
        pay(cell, (charges[0], amount))


def test_a_payment_of_tomorrow_is_refused(cell, charges):
    with pytest.raises(Refusal) as refused:
        pay(cell, (charges[0], 124_800), paid_on=TODAY + datetime.timedelta(days=1))
    assert _fields(refused) == ["paid_on"]


def test_the_same_page_sent_twice_pays_once(cell, charges):
    pay(cell, (charges[0], 50_000))
    with pytest.raises(Refusal, match="Vừa có người ghi thu"):
        pay(cell, (charges[0], 50_000))
    assert DuesPayment.objects.count() == 1


def test_who_pays_at_the_same_moment_is_seen(cell, charges, monkeypatch):
    charge = charges[0]
    overtaken(
        monkeypatch,
        DuesCharge,
        lambda: DuesPayment.objects.create(charge=charge, amount=124_800, paid_on=PAID_ON),
    )
    with pytest.raises(Refusal, match="Vừa có người ghi thu"):
        pay(cell, (charge, 124_800))


def test_charges_of_another_cell_or_month_are_not_paid_here(cells, charges):
    payer(cells.sibling, "Người Bên Cạnh")
    (foreign,) = opened(cells.sibling)
    april = opened(cells.own, APRIL)[0]
    for other in (foreign, april):
        with pytest.raises(Refusal, match="Chưa chọn đồng chí nào"):
            pay(cells.own, (other, 124_800))
    assert not DuesPayment.objects.exists()


def test_a_payment_is_withdrawn_with_a_reason(cell, charges):
    (payment,) = pay(cell, (charges[0], 124_800))
    with pytest.raises(Refusal, match="Ghi lý do bỏ"):
        actions.withdraw_dues_payment(by=None, payment=payment, reason=" ")
    actions.withdraw_dues_payment(by=None, payment=payment, reason="ghi nhầm người")
    assert not DuesPayment.objects.exists()
    values = Entry.objects.get(verb="withdraw_dues_payment").values
    assert (values["amount"], values["reason"]) == (124_800, "ghi nhầm người")


def test_what_went_up_is_never_more_than_what_the_book_still_holds(cell, charges):
    (payment,) = pay(cell, (charges[0], 124_800))
    sent = remit(cell, 87_360)
    with pytest.raises(Refusal, match="Bỏ lần nộp cấp trên trước"):
        actions.withdraw_dues_payment(by=None, payment=payment, reason="ghi nhầm")
    assert DuesPayment.objects.get() == payment
    actions.withdraw_dues_remittance(by=None, remittance=sent, reason="nhầm")
    actions.withdraw_dues_payment(by=None, payment=payment, reason="ghi nhầm")
    assert not DuesPayment.objects.exists()


def test_a_charge_is_corrected_with_a_reason(cell, charges):
    charge = charges[0]
    with pytest.raises(Refusal) as refused:
        actions.correct_dues_charge(by=None, charge=charge, amount=124_800, reason="")
    assert _fields(refused) == ["reason", "amount"]
    actions.correct_dues_charge(by=None, charge=charge, amount=0, reason="x" * 120)
    charge.refresh_from_db()
    assert (charge.amount, charge.formula) == (0, f"Sửa tay: {'x' * 120}")
    values = Entry.objects.get(verb="correct_dues_charge").values
    assert (values["amount"], values["reason"]) == ([124_800, 0], "x" * 120)


# Passing upward ----------------------------------------------------------------------------------


def test_money_is_passed_upward_once_and_taken_back(cell, charges):
    pay(cell, (charges[0], 100_000))
    sent = remit(cell, 70_000)
    with pytest.raises(Refusal, match="nộp thêm được nhiều nhất 30"):
        remit(cell, 70_000)
    with pytest.raises(Refusal, match="Ghi lý do bỏ"):
        actions.withdraw_dues_remittance(by=None, remittance=sent, reason="")
    actions.withdraw_dues_remittance(by=None, remittance=sent, reason="nhầm tháng")
    assert not DuesRemittance.objects.exists()
    assert Entry.objects.get(verb="remit_dues").values["amount"] == 70_000
    assert Entry.objects.get(verb="withdraw_dues_remittance").values["reason"] == "nhầm tháng"


def test_money_of_another_month_is_not_passed_upward_for_this_one(cell, charges):
    (april, *_) = opened(cell, APRIL)
    pay(cell, (april, 100_000), month=APRIL)
    with pytest.raises(Refusal, match="mới thu 0 đồng"):
        remit(cell, 1)


def test_a_committee_passes_on_what_its_cells_collected(cells):
    assert remit(cells.committee, 5_000_000).amount == 5_000_000


# By what a member pays ---------------------------------------------------------------------------


def _periods(member):
    found = DuesProfile.objects.filter(member=member).order_by("starts_earliest")
    return [(one.base, str(one.starts), str(one.ends)) for one in found]


def test_a_new_profile_closes_the_running_one_at_its_start(cell):
    member = payer(cell, base=10_000_000)
    profile(member, base=12_000_000, starts=datetime.date(2026, 7, 1))
    profile(member, base=11_000_000, starts=datetime.date(2026, 5, 1))
    assert _periods(member) == [
        (10_000_000, "01/03/2026", "01/05/2026"),
        (11_000_000, "01/05/2026", "01/07/2026"),
        (12_000_000, "01/07/2026", ""),
    ]


def test_a_second_profile_of_the_same_month_takes_the_place_of_the_first(cell):
    member = payer(cell, base=10_000_000)
    profile(member, base=12_000_000)
    assert _periods(member) == [(12_000_000, "01/03/2026", "")]
    last = Entry.objects.filter(verb="set_dues_profile").order_by("pk").last()
    assert last.values == {"base": ["•••", "•••"], "closed": []}


def test_what_the_category_does_not_count_on_is_not_kept(cell):
    member = MemberFactory(organization=cell)
    kept = profile(member, category="student", base=9_000_000, region="I")
    assert (kept.base, kept.region) == (None, "")
    kept = profile(member, category="retired", base=9_000_000, region="I")
    assert (kept.base, kept.region) == (None, "I")


def test_a_profile_that_cannot_be_counted_is_refused(cell):
    member = payer(cell)
    with pytest.raises(Refusal) as refused:
        profile(member, base=12, reduction=30)
    assert _fields(refused) == ["base", "decision"]
    assert _periods(member) == [(12_480_000, "01/03/2026", "")]


def test_the_file_follows_the_person_and_so_does_the_profile(cells):
    member = payer(cells.own)
    roster.end_membership(
        by=None,
        membership=member.memberships.get(),
        ended="transferred",
        ends=parse("20/03/2026"),
        today=TODAY,
    )
    member.organization = cells.sibling
    member.save()
    member.memberships.create(
        organization=cells.sibling, starts=parse("20/03/2026"), began="transferred"
    )
    assert opened(cells.own, APRIL) == []
    assert [one.member for one in opened(cells.sibling, APRIL)] == [member]


# Nobody eases himself -----------------------------------------------------------------------------


def _keeper(member):
    """Return the account of a member who keeps the book."""
    member.user = UserFactory()
    member.save()
    return member.user


def test_nobody_writes_down_a_reduction_of_his_own_dues_but_his_base_he_does(cell):
    own = payer(cell, "Lê Thị Một")
    user, other = _keeper(own), _keeper(payer(cell, "Lê Văn Hai"))
    given = {"base": 12_000_000}
    eased = given | {"reduction": 50, "decision": "12-QĐ/ĐU"}
    with pytest.raises(Refusal) as refused:
        profile(own, by=user, **eased)
    assert _fields(refused) == ["reduction"]
    assert "phó bí thư" in refused.value.reasons[0].text
    assert profile(own, by=user, **given).reduction == 0
    assert profile(own, by=other, **eased).reduction == 50


def test_nobody_lowers_his_own_charge_by_hand_but_raises_it(cell):
    own = payer(cell, "Lê Thị Một")
    user, other = _keeper(own), _keeper(payer(cell, "Lê Văn Hai"))
    charge = next(one for one in opened(cell) if one.member_id == own.pk)
    with pytest.raises(Refusal) as refused:
        actions.correct_dues_charge(by=user, charge=charge, amount=0, reason="vì")
    assert _fields(refused) == ["amount"]
    more = charge.amount + 1_000
    assert actions.correct_dues_charge(by=user, charge=charge, amount=more, reason="vì")
    actions.correct_dues_charge(by=other, charge=charge, amount=0, reason="miễn")
    assert DuesCharge.objects.get(pk=charge.pk).amount == 0
