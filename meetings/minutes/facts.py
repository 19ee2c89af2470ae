"""What is written into minutes, and what they amount to by the law in force on their day."""

import datetime
from dataclasses import dataclass
from fractions import Fraction

from chibo.dates import UNKNOWN, PartialDate
from chibo.reasons import Reason
from chibo.regulations import queries as regulations
from chibo.regulations.models import Topic
from chibo.regulations.parameters import MeetingParameters
from meetings.minutes import rules
from meetings.minutes.models import Kind, Meeting
from meetings.minutes.queries import MinutesFacts

_Attending = Meeting.Attending


@dataclass(frozen=True)
class Mark:
    """One exception at the roll call: a state of `Attendance` and the reason in words."""

    member_id: int
    state: str
    reason: str = ""


@dataclass(frozen=True)
class GuestContent:
    """A guest; `posts` holds one post per line. `pk` is the row it was, as in all below."""

    name: str
    posts: str = ""
    gave_directive: bool = False
    pk: int | None = None


@dataclass(frozen=True)
class OpinionContent:
    """What somebody said; without `speaker_id` nobody knows who."""

    text: str
    speaker_id: int | None = None
    pk: int | None = None


@dataclass(frozen=True)
class TaskContent:
    """A task given: who, what, until when.

    `shown` is what the page said of it when it was opened: what equals it was not touched. None
    where all of it is meant.
    """

    text: str
    assignee_id: int | None = None
    due: PartialDate = UNKNOWN
    pk: int | None = None
    shown: "TaskContent | None" = None


@dataclass(frozen=True)
class DocumentContent:
    """A document disseminated in an item, by the key of the document."""

    document_id: int
    pk: int | None = None


@dataclass(frozen=True)
class ItemContent:
    """One agenda item with its documents, opinions and tasks; with a `theme` it is thematic."""

    title: str
    presenter_id: int | None = None
    theme: str = ""
    was_assigned: bool = False
    documents: tuple[DocumentContent, ...] = ()
    body: str = ""
    conclusion: str = ""
    opinions: tuple[OpinionContent, ...] = ()
    tasks: tuple[TaskContent, ...] = ()
    pk: int | None = None


@dataclass(frozen=True)
class DirectiveContent:
    """What a superior said; `guest` is the name of a guest of the meeting, or ''."""

    text: str
    guest: str = ""
    kind: str = "direction"
    as_task: bool = False
    pk: int | None = None


@dataclass(frozen=True)
class VoteContent:
    """One vote; without `base` the rule's number of official members is taken."""

    question: str
    yes: int
    no: int = 0
    other: int = 0
    base: int | None = None
    is_secret: bool = False
    needs_two_thirds: bool = False
    pk: int | None = None


@dataclass(frozen=True)
class MinutesContent:
    """All that the minutes of a meeting say; what is not in it is taken out of the minutes.

    `marks` are the exceptions of the roll call: whoever is not named was there, or was not
    summoned by their status. A mark for somebody who is not on the roll of the day is passed
    over. Rows without `pk` are new; rows of the meeting that no `pk` names are removed.
    """

    held: PartialDate
    kinds: frozenset[str]
    session: str = ""
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    place: str = ""
    form: str = ""
    title: str = ""
    review_year: int | None = None
    plan_year: int | None = None
    chair_id: int | None = None
    secretary_id: int | None = None
    attending: str = Meeting.Attending.BY_NAME
    summoned_count: int | None = None
    present_count: int | None = None
    marks: tuple[Mark, ...] = ()
    guests: tuple[GuestContent, ...] = ()
    items: tuple[ItemContent, ...] = ()
    directives: tuple[DirectiveContent, ...] = ()
    votes: tuple[VoteContent, ...] = ()
    dues_note: str = ""
    self_score: int | None = None
    closing: str = ""


@dataclass(frozen=True)
class Appraisal:
    """Figures and findings about one meeting; None where nobody counted.

    `symbol` is the guidance on meetings and `charter` the regulation on voting of that day, both
    '' where none is known. `base` is the number a vote is counted over and `base_why` its reason.
    """

    symbol: str
    charter: str
    present: int | None
    summoned: int | None
    aim: int
    share: Fraction
    quorum: rules.Quorum | None
    base: int | None
    base_why: str
    outcomes: tuple[rules.Outcome, ...]
    band: str
    minutes: int | None
    least_minutes: int
    obstacles: tuple[Reason, ...]
    notes: tuple[Reason, ...]


def appraise(minutes: MinutesFacts, *, today: datetime.date) -> Appraisal:
    """Return what a meeting amounts to, and what stands against locking its minutes today."""
    as_of = minutes.held.latest or today
    symbol, law = _meeting_law(as_of)
    present, summoned = _attendance(minutes)
    quorum = _quorum(minutes, law)
    base, why = rules.voting_base(minutes.lines)
    by_name = minutes.attending == _Attending.BY_NAME
    least = _least_minutes(minutes, law)
    state = locking_state(minutes, quorum)
    return Appraisal(
        symbol=symbol,
        charter=_charter(as_of),
        present=present,
        summoned=summoned,
        aim=law.attendance_aim,
        share=law.quorum_share,
        quorum=quorum,
        base=base if by_name else None,
        base_why=why if by_name else "",
        outcomes=tuple(
            rules.vote_outcome(vote.yes, vote.base, vote.needs_two_thirds, law.majority_share)
            for vote in minutes.votes
        ),
        band=""
        if minutes.self_score is None
        else rules.score_band(
            minutes.self_score, [(band.label, band.least) for band in law.score_bands]
        ),
        minutes=rules.duration(minutes.starts_at, minutes.ends_at),
        least_minutes=least,
        obstacles=tuple(rules.obstacles_to_locking(state, today, symbol)),
        notes=tuple(
            rules.notes_on_locking(
                state,
                today,
                symbol,
                least_minutes=least,
                finish_within_days=law.finish_within_days,
            )
        ),
    )


def locking_state(minutes: MinutesFacts, quorum: rules.Quorum | None) -> rules.LockingState:
    """Return what decides whether these minutes may be locked."""
    by_name = minutes.attending == _Attending.BY_NAME
    return rules.LockingState(
        held=minutes.held,
        attending=minutes.attending,
        starts_at=minutes.starts_at,
        ends_at=minutes.ends_at,
        has_closing=bool(minutes.closing),
        has_chair=minutes.chair is not None,
        has_secretary=minutes.secretary is not None,
        unexplained=tuple(
            fact.member.name for fact in minutes.attendances if fact.state == "absent" and by_name
        ),
        items=tuple(
            rules.ItemState(
                number,
                item.has_body,
                bool(item.conclusion),
                len(item.opinions),
            )
            for number, item in enumerate(minutes.items, start=1)
        ),
        vote_count=len(minutes.votes),
        is_thematic=Kind.THEMATIC in minutes.kinds,
        themes=tuple(number for number, item in enumerate(minutes.items, start=1) if item.theme),
        quorum=quorum,
        votes_cast=max((vote.yes + vote.no + vote.other for vote in minutes.votes), default=0),
    )


def _meeting_law(as_of: datetime.date) -> tuple[str, MeetingParameters]:
    try:
        return regulations.meeting_parameters(as_of=as_of)
    except regulations.NoRegulation:
        return "", MeetingParameters()


def _charter(as_of: datetime.date) -> str:
    try:
        return regulations.in_force(Topic.CHARTER_RULES, as_of=as_of).symbol
    except regulations.NoRegulation:
        return ""


def _attendance(minutes: MinutesFacts) -> tuple[int | None, int | None]:
    if minutes.attending == _Attending.BY_NAME:
        return rules.attendance(minutes.lines)
    if minutes.attending == _Attending.COUNTED:
        return minutes.present_count, minutes.summoned_count
    return None, None


def _quorum(minutes: MinutesFacts, law: MeetingParameters) -> rules.Quorum | None:
    if minutes.attending == _Attending.BY_NAME:
        return rules.quorum(minutes.lines, law.quorum_share)
    present, summoned = _attendance(minutes)
    if present is None or summoned is None:
        return None
    return rules.counted_quorum(present, summoned, law.quorum_share)


def _least_minutes(minutes: MinutesFacts, law: MeetingParameters) -> int:
    """Return the least duration in minutes; 0 for meetings the guidance does not speak of."""
    if {Kind.REGULAR, Kind.THEMATIC} <= set(minutes.kinds):
        return law.least_minutes_with_theme
    return law.least_minutes if Kind.REGULAR in minutes.kinds else 0
