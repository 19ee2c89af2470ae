"""What a report states, as frozen values with a canonical JSON."""

import datetime
import json

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from reports.yearend.facts.values.judged import (
    AggregateFact,
    OrganizationRatingFact,
    RatingFact,
    ResidenceFact,
    TargetFact,
)
from reports.yearend.facts.values.meetings import (
    CommitmentFact,
    DirectiveFact,
    GuestFact,
    HeardFact,
    MeetingFact,
    OpinionFact,
    StudyFact,
    ThemeFact,
)
from reports.yearend.facts.values.people import (
    CellFact,
    CommendationFact,
    CongressFact,
    DuesFact,
    ElectedFact,
    MembersFacts,
    Movements,
    PostFact,
    Tally,
)
from reports.yearend.facts.values.work import (
    AchievementFact,
    ActivityFact,
    CircumstanceFact,
    GoalFact,
    IdeologyFact,
    InspectionFact,
    LimitationFact,
    StatedFact,
    SumFact,
    TaskFact,
)

__all__ = [
    "AchievementFact",
    "ActivityFact",
    "AggregateFact",
    "CellFact",
    "CircumstanceFact",
    "CommendationFact",
    "CommitmentFact",
    "CongressFact",
    "DirectiveFact",
    "DuesFact",
    "ElectedFact",
    "GoalFact",
    "GuestFact",
    "HeardFact",
    "IdeologyFact",
    "InspectionFact",
    "LimitationFact",
    "MeetingFact",
    "MembersFacts",
    "Movements",
    "OpinionFact",
    "OrganizationRatingFact",
    "PostFact",
    "RatingFact",
    "RegulationFact",
    "ReportFacts",
    "ResidenceFact",
    "SCHEMA",
    "StatedFact",
    "StudyFact",
    "SumFact",
    "Tally",
    "TargetFact",
    "TaskFact",
    "ThemeFact",
    "UnreadableFacts",
]

SCHEMA = 1
"""Version of the facts in stored JSON; raised whenever an old reader could misread new facts."""

_frozen = ConfigDict(extra="forbid")


class UnreadableFacts(ValueError):
    """Stored JSON that is not the facts of a known schema."""


@dataclass(frozen=True, config=_frozen)
class RegulationFact:
    """A regulation in force on the last day of the period."""

    topic: str
    symbol: str


@dataclass(frozen=True, config=_frozen)
class ReportFacts:
    """Everything a report states. `starts` and `ends` both lie in the period.

    `organization` is the name on the last day of the period; `letterhead` and `superior` are the
    names on the day of the document. `plan_month` is set where a month is planned, not a year.
    `term` runs on the last day, `reviewed_term` is what a period of a whole term looks back on.
    """

    code: str
    type: str
    organization: str
    letterhead: str
    superior: str
    starts: datetime.date
    ends: datetime.date
    term: str
    plan_year: int
    members: MembersFacts
    movements: Movements
    meetings: tuple[MeetingFact, ...] = ()
    themes: tuple[ThemeFact, ...] = ()
    tasks: tuple[TaskFact, ...] = ()
    goals: tuple[GoalFact, ...] = ()
    key_tasks: tuple[TaskFact, ...] = ()
    achievements: tuple[AchievementFact, ...] = ()
    circumstances: tuple[CircumstanceFact, ...] = ()
    limitations: tuple[LimitationFact, ...] = ()
    ideology: tuple[IdeologyFact, ...] = ()
    inspections: tuple[InspectionFact, ...] = ()
    posts: tuple[PostFact, ...] = ()
    directives: tuple[DirectiveFact, ...] = ()
    regulations: tuple[RegulationFact, ...] = ()
    heard: HeardFact | None = None
    plan_month: int | None = None
    reviewed_term: str = ""
    cells: tuple[CellFact, ...] = ()
    congresses: tuple[CongressFact, ...] = ()
    studies: tuple[StudyFact, ...] = ()
    commitments: tuple[CommitmentFact, ...] = ()
    activities: tuple[ActivityFact, ...] = ()
    stated: tuple[StatedFact, ...] = ()
    sums: tuple[SumFact, ...] = ()
    commendations: tuple[CommendationFact, ...] = ()
    disciplines: tuple[Tally, ...] = ()
    dues: DuesFact | None = None
    ratings: tuple[RatingFact, ...] = ()
    rating_aggregates: tuple[AggregateFact, ...] = ()
    organization_ratings: tuple[OrganizationRatingFact, ...] = ()
    residence: tuple[ResidenceFact, ...] = ()
    targets: tuple[TargetFact, ...] = ()
    targets_ahead: tuple[TargetFact, ...] = ()
    schema: int = SCHEMA

    @property
    def next_term(self) -> str:
        """The term that has followed the one the report looks back on; empty for none."""
        return self.term if self.term != self.reviewed_term else ""

    def to_json(self) -> str:
        """Serialise canonically: sorted keys, no spaces, Vietnamese letters as they are."""
        values = _adapter.dump_python(self, mode="json")
        return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "ReportFacts":
        """Read what `to_json` wrote; raises UnreadableFacts for anything else."""
        try:
            facts = _adapter.validate_json(text)
        except ValidationError as error:
            raise UnreadableFacts("Số liệu đã lưu không đọc được: sai cấu trúc.") from error
        if facts.schema != SCHEMA:
            raise UnreadableFacts("Số liệu đã lưu thuộc phiên bản khác của phần mềm.")
        return facts


_adapter = TypeAdapter(ReportFacts)
