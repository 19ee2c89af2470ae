"""All that is held about one member, whose data is due, and what a breach has touched."""

import datetime
from dataclasses import dataclass, field

from django.apps import apps

from chibo.access import Permission, Scope
from chibo.accounts import queries as account_queries
from chibo.accounts.models import User
from chibo.audit.ledger import By
from chibo.audit.models import Entry
from chibo.organizations.models import Organization
from chibo.reasons import Reason
from chibo.regulations.parameters import RetentionParameters
from meetings.congress.models import ElectionResult
from meetings.minutes.models import Attendance
from meetings.study.models import Commitment, StudyAttendance
from meetings.tasks.models import Task
from members.conduct import queries as conduct
from members.conduct.models import Commendation, Discipline
from members.dues.models import DuesCharge
from members.posts import queries as posts
from members.posts.models import PositionHolding
from members.privacy import facts as privacy
from members.privacy import queries as requests
from members.privacy.facts import Difference
from members.privacy.models import CorrectionRequest
from members.roster import queries as roster
from members.roster.models import Member, Membership, StatusPeriod
from reports.disclosure import queries, rules
from reports.disclosure.queries import ENTERED
from reports.inspection.models import Inspection
from reports.log import facts as told
from reports.log import queries as log
from reports.log.facts import Line
from reports.log.queries import Asked, Kinds
from reports.log.rules import READINGS, phrase
from reports.ratings.models import Rating, ResidenceReview
from reports.ratings.queries.figures import member_scales
from reports.ratings.rules.figures import Scale

MOST_LINES = 300
"""Lines of the log that a report on a breach prints; the newest."""


@dataclass(frozen=True)
class Sees:
    """Which parts of an extract a reader may see; `opened`: what lies sealed is told, too.

    `log`: who looked at it. `is_own`: the reader is the person it is about. `suspicions`: in
    whose books the reader is told of inspections under signs of violation that still go on.
    """

    discipline: bool = True
    dues: bool = True
    ratings: bool = True
    activities: bool = True
    log: bool = True
    opened: bool = False
    is_own: bool = False
    suspicions: Scope = field(default_factory=Scope)


@dataclass(frozen=True)
class Held:
    """All that the book holds about one member; None where the reader may not see that part."""

    member: Member
    facts: list[dict[str, str]]
    memberships: list[Membership]
    statuses: list[StatusPeriod]
    posts: list[PositionHolding]
    commendations: list[Commendation]
    discipline: list[Discipline] | None
    attendances: list[Attendance]
    studies: list[StudyAttendance] | None
    tasks: list[Task] | None
    commitments: list[Commitment] | None
    elections: list[ElectionResult]
    inspections: list[Inspection] | None
    charges: list[DuesCharge] | None
    ratings: list[Rating] | None
    residence: list[ResidenceReview] | None
    scales: list[Scale]
    requests: list[tuple[CorrectionRequest, list[Difference]]]
    entered: list[tuple[Entry, str]]
    readings: list[tuple[Entry, str]] | None
    holders: list[str]
    kept: rules.Kept
    schedule: RetentionParameters | None


def held(member: Member, sees: Sees, *, today: datetime.date) -> Held:
    """Return all that is held about a member, as far as the reader sees it.

    The caller found the member within the reader's scope. A fixed number of statements.
    """
    scope = Scope.below(member.organization.path)
    schedule = queries.schedule(scope, as_of=today)
    memberships = list(roster.memberships(scope, member))
    log = queries.log_of(scope, member)
    return Held(
        member=member,
        facts=privacy.held(member, revealed=sees.opened),
        memberships=memberships,
        statuses=list(roster.status_periods(scope, member)),
        posts=list(posts.holdings_of(scope, member)),
        commendations=list(conduct.commendations_of(scope, member)),
        discipline=list(conduct.disciplines_of(scope, member)) if sees.discipline else None,
        attendances=queries.attendances(scope, member),
        studies=queries.studies(scope, member) if sees.activities else None,
        tasks=queries.tasks(scope, member) if sees.activities else None,
        commitments=queries.commitments(scope, member) if sees.activities else None,
        elections=queries.elections(scope, member),
        inspections=queries.inspections(scope, member, suspicions=sees.suspicions)
        if sees.discipline
        else None,
        charges=queries.charges(scope, member) if sees.dues else None,
        ratings=queries.ratings(scope, member) if sees.ratings else None,
        residence=queries.residence_reviews(scope, member) if sees.ratings else None,
        scales=member_scales() if sees.ratings else [],
        requests=_requests(scope, member, sees),
        entered=[one for one in log if one[0].verb == ENTERED],
        readings=[one for one in log if one[0].verb != ENTERED] if sees.log else None,
        holders=_holders(scope, member, today),
        kept=rules.kept_until(queries.leaving_of(memberships), schedule),
        schedule=schedule,
    )


def _requests(
    scope: Scope, member: Member, sees: Sees
) -> list[tuple[CorrectionRequest, list[Difference]]]:
    return [
        (one, privacy.differences(one, sees_sealed=sees.opened))
        for one in requests.requests_of(scope, member)
    ]


def _holders(scope: Scope, member: Member, today: datetime.date) -> list[str]:
    """Return whose accounts open the file today, as role and place: offices, not persons."""
    found = account_queries.holders(
        scope, member.organization.path, [Permission.VIEW_MEMBERS], as_of=today
    )
    said = (f"{one.assignment.get_role_display()}, {one.assignment.organization}" for one in found)
    return list(dict.fromkeys(said))


def due(
    scope: Scope, organization: Organization, *, today: datetime.date
) -> list[tuple[Member, list[Reason]]]:
    """Return the members of a place and below whose data is to be erased, with the reasons."""
    schedule = queries.schedule(scope, as_of=today)
    until = rules.left_before(schedule, today=today)
    found = []
    for member in queries.left_members(scope, organization, until=until):
        leaving = queries.leaving_of(member.memberships.all())
        kept = rules.kept_until(leaving, schedule)
        if reasons := rules.due_for_erasure(kept, today=today):
            found.append((member, reasons))
    return found


def due_reasons(member: Member, *, today: datetime.date) -> list[Reason]:
    """Return why the data of a member is to be erased by the schedule; empty while it is kept."""
    return rules.due_for_erasure(kept(member, today=today), today=today)


def kept(member: Member, *, today: datetime.date) -> rules.Kept:
    """Return by which period a member's data is kept, and until when."""
    leaving = queries.leaving_of(member.memberships.all())
    return rules.kept_until(leaving, queries.schedule(Scope.whole(), as_of=today))


def obstacles_to_erasure(
    member: Member, *, by: By, basis: str, today: datetime.date
) -> list[Reason]:
    """Return why a member's data may not be erased on this basis."""
    return rules.obstacles_to_erasure(
        is_erased=member.erased_on is not None,
        is_own=by is not None and by.pk == member.user_id,
        leaving=queries.leaving_of(member.memberships.all()),
        kept=kept(member, today=today),
        open_sheets=queries.open_sheets(Scope.whole(), member),
        basis=basis,
        today=today,
    )


@dataclass(frozen=True)
class Breach:
    """What the log tells of a breach: when, by which accounts, what they looked at and took out.

    `counts` are (kind of record, verb in words, how often); `lines` the newest of `total` that
    the reader may read.
    """

    organization: Organization
    since: datetime.datetime
    until: datetime.datetime
    found_at: datetime.datetime
    deadline: datetime.datetime
    address: str
    about: str
    suspects: list[str]
    counts: list[tuple[str, str, int]]
    people: int
    exported: int
    total: int
    lines: list[Line]


def suspects(scope: Scope, usernames: list[str], address: str) -> tuple[list[User], list[str]]:
    """Return the accounts in scope that are meant, and which user names are none of them."""
    named = list(queries.accounts(scope, usernames)) if usernames else []
    unknown = sorted(set(usernames) - {one.username for one in named})
    there = list(queries.seen_at(scope, address)) if address else []
    return list({one.pk: one for one in (*named, *there)}.values()), unknown


def breach(
    scope: Scope,
    kinds: Kinds,
    organization: Organization,
    accounts: list[User],
    *,
    since: datetime.datetime,
    until: datetime.datetime,
    found_at: datetime.datetime,
    address: str = "",
    about: str = "",
) -> Breach:
    """Return what the log of a scope tells of a breach; `kinds` are the reader's own scopes."""
    actors = [one.pk for one in accounts]
    found = queries.looks(scope, organization, actors, since, until)
    here = log.narrowed(scope, log.entries(scope, kinds), Asked(place=organization))
    readable = here.filter(actor_id__in=actors, verb__in=READINGS, at__gte=since, at__lte=until)
    return Breach(
        organization=organization,
        since=since,
        until=until,
        found_at=found_at,
        deadline=rules.deadline(found_at),
        address=address,
        about=about,
        suspects=[f"{one.username} ({one.full_name})" for one in accounts],
        counts=[
            (_kind(kind), phrase(kind, verb).removesuffix(" của"), count)
            for kind, verb, count in queries.counted(scope, found)
        ],
        people=queries.people_in(scope, found),
        exported=queries.rows_exported(scope, found),
        total=readable.count(),
        lines=told.lines(scope, list(readable[:MOST_LINES])),
    )


def _kind(label: str) -> str:
    name = str(apps.get_model(label)._meta.verbose_name)
    return name[:1].upper() + name[1:]
