"""What a member owes for a month by the regulation in force on its first day. Pure.

Money is whole đồng; a sum is rounded once, at the end, halves up.
"""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chibo.regulations.parameters import DuesParameters, DuesRate
from chibo.vietnamese import number

INCOME, MINIMUM_WAGE = "income", "minimum_wage"
REGIONS = ("I", "II", "III", "IV")
WHOLE = 100
UNPAID, PARTLY, SETTLED = "unpaid", "partly", "settled"

_LEFT_OUT = {
    "exempt": "Miễn công tác và sinh hoạt đảng",
    "suspended": "Đình chỉ sinh hoạt đảng",
    "away": "Sinh hoạt tạm thời nơi khác, đóng ở nơi đó",
}


@dataclass(frozen=True)
class Law:
    """The regulation on dues in force on a month's first day; `NO_LAW` where none is known."""

    symbol: str
    parameters: DuesParameters

    @property
    def is_known(self) -> bool:
        """Whether a regulation is known for the day."""
        return bool(self.symbol)


NO_LAW = Law("", DuesParameters())


@dataclass(frozen=True)
class Profile:
    """By which category and base a member pays; `base` is a month's income in đồng."""

    category: str
    base: int | None = None
    region: str = ""
    reduction: int = 0
    decision: str = ""


@dataclass(frozen=True)
class Payer:
    """A member on the roll on a month's first day, with what decides about dues.

    `status` is "", exempt, away or suspended; `charged_elsewhere`: another book has this month.
    """

    status: str = ""
    party_age: int | None = None
    profile: Profile | None = None
    charged_elsewhere: bool = False


@dataclass(frozen=True)
class Charge:
    """What is owed for a month in đồng, and how it was counted."""

    amount: int
    formula: str
    category: str = ""


@dataclass(frozen=True)
class LeftOut:
    """Why nothing is charged; `mend` where a profile has to be set or mended first."""

    why: str
    mend: bool = False


def rates_on(parameters: DuesParameters, month: datetime.date) -> list[DuesRate]:
    """Return the rates that hold on a day, in the order of the regulation."""
    return [
        rate
        for rate in parameters.rates
        if (rate.since is None or rate.since <= month)
        and (rate.until is None or rate.until > month)
    ]


def rate_on(parameters: DuesParameters, code: str, month: datetime.date) -> DuesRate | None:
    """Return the rate of a category on a day; None where the regulation knows none."""
    return next((rate for rate in rates_on(parameters, month) if rate.code == code), None)


def rate_in_words(rate: DuesRate) -> str:
    """Return what a category pays a month in words: «1% thu nhập», «5.000 đ»."""
    if rate.percent is None:
        return f"{number(rate.amount or 0)} đ"
    of = "lương tối thiểu vùng" if rate.of == MINIMUM_WAGE else "thu nhập"
    return f"{number(rate.percent.normalize())}% {of}"


def minimum_wage_on(parameters: DuesParameters, region: str, month: datetime.date) -> int | None:
    """Return the minimum monthly wage of a region on a day in đồng; None where none is known."""
    known = [
        wage for wage in parameters.minimum_wages if wage.region == region and wage.since <= month
    ]
    return max(known, key=lambda wage: wage.since).amount if known else None


def charge(
    rate: DuesRate, base: int | None = None, minimum_wage: int | None = None, reduction: int = 0
) -> Charge:
    """Return what a rate comes to in đồng, halves up, after `reduction` percent were taken off.

    Raises ValueError where the rate is a percent of something that is not given.

    >>> charge(DuesRate(code="wage", label="", percent=Decimal(1), of="income"), 12_480_000)
    Charge(amount=124800, formula='1% × 12.480.000 đ', category='')
    """
    left = Decimal(WHOLE - reduction) / WHOLE
    if rate.percent is None:
        whole, words = Decimal(rate.amount or 0), f"Mức {number(rate.amount or 0)} đ"
    else:
        counted = minimum_wage if rate.of == MINIMUM_WAGE else base
        if counted is None:
            raise ValueError(f"nothing to count {rate.code} on")
        whole = rate.percent * counted / WHOLE
        words = f"{number(rate.percent.normalize())}% × {number(counted)} đ"
    less = f", giảm {reduction}%" if reduction else ""
    return Charge(rounded(whole * left), words + less, rate.label)


def rounded(amount: Decimal) -> int:
    """Return an amount in whole đồng, halves up.

    >>> rounded(Decimal("0.5")), rounded(Decimal("1.4999"))
    (1, 1)
    """
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def assess(payer: Payer, law: Law, month: datetime.date) -> Charge | LeftOut:
    """Return what a member owes for a month (its first day), or why nothing is charged.

    Whoever takes part elsewhere pays there; exempt by party age are those whose age reaches what
    the regulation says (01-QĐ/TW: 50 years), on application those reduced by all.
    """
    if payer.status:
        return LeftOut(_LEFT_OUT[payer.status])
    if payer.charged_elsewhere:
        return LeftOut("Tháng này đã tính ở nơi sinh hoạt khác")
    exempt_from = law.parameters.exempt_from_party_age
    if exempt_from and payer.party_age is not None and payer.party_age >= exempt_from:
        return LeftOut(
            f"Miễn: {payer.party_age} năm tuổi đảng (từ {exempt_from} năm, {law.symbol})"
        )
    profile = payer.profile
    if profile is None:
        return LeftOut("Chưa có căn cứ đóng đảng phí", mend=True)
    if profile.reduction >= WHOLE:
        return LeftOut(f"Miễn theo {profile.decision or 'quyết định'}")
    return _counted(profile, law, month)


def _counted(profile: Profile, law: Law, month: datetime.date) -> Charge | LeftOut:
    rate = rate_on(law.parameters, profile.category, month)
    if rate is None:
        return LeftOut(f"Đối tượng đã ghi không có trong {law.symbol}", mend=True)
    wage = minimum_wage_on(law.parameters, profile.region, month)
    try:
        return charge(rate, profile.base, wage, profile.reduction)
    except ValueError:
        lacks = "vùng lương tối thiểu" if rate.of == MINIMUM_WAGE else "thu nhập"
        return LeftOut(f"Căn cứ chưa có {lacks}", mend=True)


def state_of(amount: int, paid: int) -> str:
    """Return how far a charge is paid: settled, partly or unpaid."""
    if paid >= amount:
        return SETTLED
    return PARTLY if paid else UNPAID


def kept(collected: int, percent: int) -> int:
    """Return what a place keeps of what it collected, in đồng, halves up."""
    return rounded(Decimal(collected) * percent / WHOLE)
