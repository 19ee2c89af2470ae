"""Congresses of a place with whom they elected, and what their pages ask for."""

import datetime
from collections.abc import Collection, Iterable

from django.db.models import F, Max, Prefetch, Q, QuerySet

from chibo.access import Scope
from chibo.dates import UNKNOWN, PartialDate
from chibo.fields import holds, in_words
from chibo.organizations.models import Organization
from chibo.regulations import queries as regulations
from chibo.regulations.models import Topic
from meetings.congress.models import Congress, ElectionResult
from meetings.congress.rules import Other, Seat
from meetings.minutes import queries as minutes
from meetings.minutes.models import Meeting
from meetings.minutes.queries import MeetingSummary
from members.posts import queries as posts
from members.posts.models import PositionHolding, Post, Term
from members.posts.rules import Holding
from members.roster import queries as roster
from members.roster.models import Member


def congresses(
    scope: Scope,
    organization: Organization,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> QuerySet[Congress]:
    """Return the congresses of this very place, the newest first, with their results.

    With days: those that touch [since, until]. Two statements.
    """
    within = Q(organization=organization)
    if since is not None:
        within &= Q(when_latest__gte=since)
    if until is not None:
        within &= Q(when_earliest__lte=until)
    return _congresses(scope).filter(within)


def congresses_below(
    scope: Scope, organization: Organization, *, q: str = ""
) -> QuerySet[Congress]:
    """Return the congresses of what stands directly below a place, the newest first.

    With q: those of a place whose name holds its words, or that chose somebody of that name.
    Two statements: results are at hand.
    """
    chosen = ElectionResult.objects.filter(
        scope.q("congress__organization"), in_words(q, "member__search")
    )
    named = in_words(q, "organization__search") | Q(pk__in=chosen.values("congress"))
    found = _congresses(scope).filter(organization__parent=organization)
    return found.filter(named) if q else found


def congress(scope: Scope, pk: int) -> QuerySet[Congress]:
    """Return the congress with this key with its results, if it is in scope: none or one row."""
    return _congresses(scope).filter(pk=pk)


def of_meeting(scope: Scope, meeting: Meeting) -> QuerySet[Congress]:
    """Return the congress whose minutes a meeting keeps: none or one row, as a rule."""
    return _congresses(scope).filter(meeting=meeting)


def _congresses(scope: Scope) -> QuerySet[Congress]:
    results = ElectionResult.objects.select_related("member").order_by("order", "pk")
    return (
        Congress.objects.filter(scope.q())
        .select_related("organization", "term", "meeting")
        .prefetch_related(Prefetch("results", results))
        .order_by("-when_earliest", "-pk")
    )


def others(scope: Scope, congress: Congress) -> list[Other]:
    """Return the other congresses of the organisation. One statement."""
    found = congresses(scope, congress.organization).prefetch_related(None).exclude(pk=congress.pk)
    return [Other(one.when, one.ordinal, one.term_id, one.is_held) for one in found]


def most_ballots(scope: Scope, congress: Congress) -> int:
    """Return the most ballots that a result of a congress counts; 0 where none are written."""
    results = ElectionResult.objects.filter(scope.q("congress__organization"), congress=congress.pk)
    return results.aggregate(most=Max("ballots"))["most"] or 0


def minutes_of(
    scope: Scope,
    organization: Organization,
    found: Iterable[Congress],
    *,
    drafts: Scope | None = None,
) -> dict[int, MeetingSummary]:
    """Return key of a meeting → its row with counts, for congresses of a place and of all below.

    `drafts` narrows unlocked minutes to where drafts may be read. Two statements.
    """
    wanted = {one.meeting_id for one in found if one.meeting_id is not None}
    if not wanted:
        return {}
    rows = minutes.meetings(scope, organization, drafts=drafts).filter(pk__in=wanted)
    return {row.pk: row for row in minutes.summarised(rows)}


def government_titles(scope: Scope, found: Iterable[Congress]) -> dict[tuple[int, int], str]:
    """Return (congress, member) → government posts held on the day of the congress.

    One statement for all of them, whatever their days.
    """
    days = {one.pk: one.when.latest for one in found}
    stood = [
        (days[result.congress_id], result)
        for one in found
        for result in one.results.all()
        if result.member_id
    ]
    held = (
        posts.holdings(scope)
        .filter(post=Post.GOVERNMENT, member__in={result.member_id for _, result in stood})
        .order_by("pk")
    )
    by_member: dict[int, list[PositionHolding]] = {}
    for holding in held if stood else ():
        by_member.setdefault(holding.member_id, []).append(holding)
    return {
        (result.congress_id, result.member_id or 0): ", ".join(
            posts.title_of(holding)
            for holding in by_member.get(result.member_id or 0, [])
            if day is None or holds(holding.starts, holding.ends, day)
        )
        for day, result in stood
    }


def possible_meetings(scope: Scope, organization: Organization) -> QuerySet[Meeting]:
    """Return the meetings of this very organisation that may be its congress, newest first."""
    return minutes.meetings(scope, organization).filter(organization=organization)


def candidates(
    scope: Scope, organization: Organization, *, as_of: datetime.date, chosen: Collection[int] = ()
) -> QuerySet[Member]:
    """Return who may stand for election: the roll of a day, and who was chosen before."""
    on_roll = roster.choices(scope, organization, as_of=as_of).values("pk")
    return Member.objects.filter(Q(pk__in=on_roll) | Q(pk__in=chosen)).order_by("sort_key")


def seats(scope: Scope, organization: Organization) -> list[Seat]:
    """Return the Party posts of this very organisation, whenever they were held. One statement."""
    held = (
        PositionHolding.objects.filter(scope.q(), organization=organization)
        .exclude(post=Post.GOVERNMENT)
        .select_related("member")
        .order_by("pk")
    )
    return [
        Seat(
            one.pk,
            one.term_id,
            Holding(one.member_id, one.member.full_name, one.post, one.title, one.starts, one.ends),
        )
        for one in held
    ]


def next_term_starts(scope: Scope, congress: Congress) -> PartialDate:
    """Return when the term after that of a congress began; UNKNOWN while there is none."""
    later: Term | None = (
        posts.terms(scope, congress.organization)
        .filter(starts_earliest__gt=congress.when.latest)
        .exclude(pk=congress.term_id)
        .order_by(F("starts_earliest").asc())
        .first()
    )
    return later.starts if later else UNKNOWN


def election_rules(*, as_of: datetime.date) -> str:
    """Return the rules of election in force on a day as a clause; '' where none is known."""
    try:
        found = regulations.in_force(Topic.ELECTIONS, as_of=as_of)
    except regulations.NoRegulation:
        return ""
    return f"{found.title}, {found.symbol}"
