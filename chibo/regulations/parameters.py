"""The parameters of each topic, typed: what rules are handed instead of constants.

Where the domain reference marks a value as remembered only, it is a default here and a
parameter in the table: the operator may set it without touching code.
"""

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Parameters(BaseModel):
    """Common ground: frozen, and unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Band(Parameters):
    """A named band of points: from this many on."""

    label: str
    least: int


class MeetingParameters(Parameters):
    """Topic meetings: HD 12-HD/BTCTW (2018), HD 42-HD/BTCTW (2025).

    Minutes are whole minutes; the aims are percent of the members who ought to attend.
    """

    least_minutes: int = 0
    least_minutes_with_theme: int = 0
    attendance_aim: int = 0
    finish_within_days: int | None = None
    thematic_per_quarter: int = 0
    quorum: tuple[int, int] = (2, 3)
    majority: tuple[int, int] = (1, 2)
    score_bands: tuple[Band, ...] = ()

    @property
    def quorum_share(self) -> Fraction:
        """The share of those summoned who must be present for the meeting to decide."""
        return Fraction(*self.quorum)

    @property
    def majority_share(self) -> Fraction:
        """The share of the official members of which more must agree for a vote to pass."""
        return Fraction(*self.majority)


class MembershipParameters(Parameters):
    """Topic membership: 09-HD/BTCTW, 12-HD/BTCTW (2022), 38-HD/BTCTW (2025)."""

    probation_months: int = 12
    recognition_within_working_days: int = 30
    least_age: int = 18
    least_official_members: int = 3
    committee_from_official_members: int = 9


class Level(Parameters):
    """One level of rating, the best first.

    `short` is what stands in a table, and its first letter is the key of the level in a sheet;
    `least_score` the points from which on it may be given, None where points are not counted.
    """

    code: str
    label: str
    short: str = ""
    least_score: int | None = None


class RatingParameters(Parameters):
    """Topic rating: 132-QĐ/TW, 124-QĐ/TW, 366-QĐ/TW and their guidance.

    `organization_levels` are given where organisations had other levels than members.
    """

    levels: tuple[Level, ...] = ()
    organization_levels: tuple[Level, ...] = ()
    cap_percent: int | None = None
    cap_basis: Literal["good_only", "good_or_better", "all_rated"] = "good_only"
    cap_scope: Literal["grassroots_org", "cell", "similar_group"] = "grassroots_org"
    cap_rounding: Literal["down", "half_up", "up"] = "down"
    least_months_of_membership: int = 0


class DuesRate(Parameters):
    """What one category pays a month: a percent of a base, or an amount in đồng.

    `of` names the base: the income given for the member, or the minimum wage of the region. A
    rate may begin or end within the time of its regulation (`until` is the first day without it).
    """

    code: str
    label: str
    percent: Decimal | None = None
    of: Literal["income", "minimum_wage"] | None = None
    amount: int | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    clause: str = ""


class MinimumWage(Parameters):
    """The minimum monthly wage of a region in đồng, from a day on."""

    region: str
    amount: int
    since: datetime.date


class DuesParameters(Parameters):
    """Topic dues: 342-QĐ/TW (2010), 01-QĐ/TW (2026).

    `kept_percent` is the share an ordinary cell keeps, None where no source was found: the
    amount passed upward is then written as it was.
    """

    rates: tuple[DuesRate, ...] = ()
    minimum_wages: tuple[MinimumWage, ...] = ()
    exempt_from_party_age: int | None = None
    kept_percent: int | None = None


class FormatParameters(Parameters):
    """Topic document_format: handed to the documents room as they are."""

    layout: dict[str, object] = Field(default_factory=dict)
    """Changes to the layout named in `base`, by the names of the page format."""

    base: Literal["hd_36_2018", "hd_05_2026"]


class RetentionPeriod(Parameters):
    """How many years one kind of record is kept after the member left or after its year.

    `basis` is what the period rests on, in words; `is_verified` whether somebody has checked it.
    """

    code: str
    label: str
    years: int = Field(ge=0, le=200)
    after: Literal["leaving", "year"]
    basis: str = ""
    is_verified: bool = False

    @property
    def words(self) -> str:
        """The period in words."""
        since = "kể từ ngày rời sổ" if self.after == "leaving" else "kể từ hết năm"
        return f"{self.years} năm {since}"


class RetentionParameters(Parameters):
    """Topic retention: configuration of the operator, until a schedule of the Party is known."""

    periods: tuple[RetentionPeriod, ...] = ()

    def of(self, code: str) -> RetentionPeriod | None:
        """Return the period of one kind of record; None where it has none."""
        return next((one for one in self.periods if one.code == code), None)


class PersonalDataParameters(Parameters):
    """Topic personal_data: Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP.

    Within how many working days a request for correction is answered: not verified in the text.
    """

    answer_within_working_days: int = Field(default=2, ge=0, le=60)


class NoParameters(Parameters):
    """Topics of which only symbol and dates are used so far."""
