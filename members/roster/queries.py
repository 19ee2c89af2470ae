"""Who is on the roll on a day, and the records of one member."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from chibo.access import Scope
from chibo.dates import PartialDate
from chibo.fields import in_force, in_words
from chibo.organizations.models import Organization
from chibo.regulations import queries as regulations
from chibo.vietnamese import fold, normalise
from members.roster.models import Gender, Member, Membership, StatusPeriod
from members.roster.rules import Law

_STATUSES = tuple(kind.value for kind in StatusPeriod.Kind)
_LATEST_FIRST = (F("starts_earliest").desc(nulls_last=True), "-pk")


@dataclass(frozen=True)
class RollRow:
    """One line of the roll, as it was on the day asked for.

    `status` is "", exempt, away or suspended. `has_file`: the member's file lies in the same
    scope; it does not where the member has since been transferred out of it.
    """

    member_id: int
    full_name: str
    organization_id: int
    organization_name: str
    is_official: bool
    is_temporary: bool
    status: str
    gender: str
    born: PartialDate
    admitted: PartialDate
    recognised: PartialDate
    education: str
    political_theory: str
    has_file: bool = True

    @property
    def status_label(self) -> str:
        """The status in words, empty for a member who takes part as usual."""
        return StatusPeriod.Kind(self.status).label if self.status else ""


@dataclass(frozen=True)
class Headcount:
    """The head-count (đảng số) of an organisation and all below it on a day.

    `total` = official + probationary counts permanent memberships, those away, exempt and
    suspended among them; `temporary` guests are counted on the roll they come from.
    """

    total: int = 0
    official: int = 0
    probationary: int = 0
    women: int = 0
    exempt: int = 0
    away: int = 0
    suspended: int = 0
    temporary: int = 0


def members(scope: Scope) -> QuerySet[Member]:
    """Return the members whose file lies in scope, by name, each with its organisation."""
    return Member.objects.filter(scope.q()).select_related("organization").order_by("sort_key")


def memberships(scope: Scope, member: Member) -> QuerySet[Membership]:
    """Return where the member has been on the roll, the newest first.

    The file follows the person: what arose elsewhere is shown to whoever may see the file.
    """
    if not scope.covers(member.organization.path):
        return Membership.objects.none()
    return (
        member.memberships.select_related("organization", "member").order_by(*_LATEST_FIRST).all()
    )


def running_membership(scope: Scope, member: Member) -> Membership | None:
    """Return the membership that has no end yet, the permanent one before a guest's."""
    open_ones = memberships(scope, member).filter(ends_latest__isnull=True)
    return open_ones.order_by("is_temporary", "-pk").first()


def status_periods(scope: Scope, member: Member) -> QuerySet[StatusPeriod]:
    """Return when the member was exempt, away or suspended, the newest first."""
    if not scope.covers(member.organization.path):
        return StatusPeriod.objects.none()
    return (
        member.status_periods.select_related("organization", "member__organization")
        .order_by(*_LATEST_FIRST)
        .all()
    )


def status_period(scope: Scope, pk: int) -> QuerySet[StatusPeriod]:
    """Return one time away, if the member's file lies in scope: none or one row."""
    return StatusPeriod.objects.filter(scope.q("member__organization"), pk=pk).select_related(
        "member__organization", "organization"
    )


def membership(scope: Scope, pk: int) -> QuerySet[Membership]:
    """Return one membership, if the member's file lies in scope: none or one row."""
    return Membership.objects.filter(scope.q("member__organization"), pk=pk).select_related(
        "member__organization", "organization"
    )


def choices(scope: Scope, organization: Organization, *, as_of: datetime.date) -> QuerySet[Member]:
    """Return the members on the roll of the organisation or below on a day, for a select."""
    found = _memberships_on(scope, organization, as_of).values("member")
    return Member.objects.filter(pk__in=found).order_by("sort_key")


def on_roll(
    scope: Scope, organization: Organization, *, as_of: datetime.date, q: str = "", kind: str = ""
) -> QuerySet[Membership]:
    """Return the memberships that make the roll on a day, in the order of the page.

    `q` finds names without marks, those written with the same marks first; `kind` is a field of
    `Headcount` and keeps the lines which that figure counts. One statement with `rows`.
    """
    found = _on_roll(scope, organization, as_of).select_related(
        "member__organization", "organization"
    )
    if kind:
        found = found.filter(_counted(as_of)[kind])
    words = " ".join(normalise(q).split())
    if not words:
        return found.order_by("member__sort_key", "member_id", "is_temporary")
    spellings = Q()
    for spelling in {words, words.lower(), words.title(), words.upper()}:
        spellings |= Q(member__full_name__contains=spelling)
    same_marks = Case(When(spellings, then=Value(0)), default=Value(1))
    return found.filter(in_words(words, "member__search")).order_by(
        same_marks, "member__sort_key", "member_id", "is_temporary"
    )


def rows(scope: Scope, found: Iterable[Membership], *, as_of: datetime.date) -> list[RollRow]:
    """Return lines of the roll from memberships that `on_roll` found."""
    return [_row(scope, membership, as_of) for membership in found]


def roll(
    scope: Scope, organization: Organization, *, as_of: datetime.date, q: str = ""
) -> list[RollRow]:
    """Return the roll of the organisation and all below it on a day, by name. One statement."""
    return rows(scope, on_roll(scope, organization, as_of=as_of, q=q), as_of=as_of)


def headcount(scope: Scope, organization: Organization, *, as_of: datetime.date) -> Headcount:
    """Return the head-count of the organisation and all below it on a day. Two statements.

    The times away are asked for themselves: few have one, and the roll is long.
    """
    figures = {
        name: Count("member", filter=condition, distinct=True)
        for name, condition in _counted(as_of).items()
        if name not in _STATUSES
    }
    counted = _memberships_on(scope, organization, as_of).aggregate(**figures)
    return Headcount(**counted, **_statuses(scope, organization, as_of))


def law(scope: Scope, *, as_of: datetime.date | None) -> Law | None:
    """Return the membership regulation in force on a day; None where none is known for it."""
    if as_of is None or not scope:
        return None
    try:
        return Law(*regulations.membership_parameters(as_of=as_of))
    except regulations.NoRegulation:
        return None


def is_known(scope: Scope, organization: Organization, full_name: str, born: PartialDate) -> bool:
    """Return whether somebody of this name and birth date stands or stood on this very roll.

    Names compare without marks; where no birth date is known, with them: «Dong» is not «Đống».
    """
    same = (
        {"member__search": fold(full_name)} if born.is_known else {"member__full_name": full_name}
    )
    return Membership.objects.filter(
        scope.q(),
        organization=organization,
        member__born_earliest=born.earliest,
        member__born_latest=born.latest,
        **same,
    ).exists()


def _memberships_on(
    scope: Scope, organization: Organization, as_of: datetime.date
) -> QuerySet[Membership]:
    below = Scope.below(organization.path)
    return Membership.objects.filter(scope.q(), below.q(), _stands_on(as_of))


def _stands_on(as_of: datetime.date, membership: str = "", member: str = "member__") -> Q:
    """Return the condition that a membership holds on a day; `rules.on_roll_since` for rows."""
    admitted = (
        Q(**{f"{membership}starts_earliest__isnull": False})
        | Q(**{f"{member}admitted_earliest__isnull": True})
        | Q(**{f"{member}admitted_earliest__lte": as_of})
    )
    return in_force(as_of, f"{membership}starts", f"{membership}ends") & admitted


def _statuses(scope: Scope, organization: Organization, as_of: datetime.date) -> dict[str, int]:
    """Return how many permanent members are exempt, away and suspended. One statement.

    Where two such times meet on the day the later one counts, as on the roll.
    """
    below = Scope.below(organization.path)
    found = (
        StatusPeriod.objects.filter(
            scope.q(),
            below.q(),
            in_force(as_of),
            _stands_on(as_of, "member__memberships__"),
            member__memberships__organization=F("organization"),
            member__memberships__is_temporary=False,
        )
        .order_by(*_LATEST_FIRST)
        .values_list("member_id", "organization_id", "kind")
    )
    latest: dict[tuple[int, int], str] = {}
    for member_id, organization_id, kind in found:
        latest.setdefault((member_id, organization_id), kind)
    counted = Counter(kind for kind, _ in {(kind, who) for (who, _), kind in latest.items()})
    return {status: counted[status] for status in _STATUSES}


def _on_roll(
    scope: Scope, organization: Organization, as_of: datetime.date
) -> QuerySet[Membership]:
    status = (
        StatusPeriod.objects.filter(
            in_force(as_of), member=OuterRef("member"), organization=OuterRef("organization")
        )
        .order_by(*_LATEST_FIRST)
        .values("kind")[:1]
    )
    return _memberships_on(scope, organization, as_of).annotate(
        status=Coalesce(Subquery(status), Value(""))
    )


def _counted(as_of: datetime.date) -> dict[str, Q]:
    """Return for each figure of the head-count the condition on what it counts."""
    permanent = Q(is_temporary=False)
    official = Q(member__is_official=True) & (
        Q(member__recognised_earliest__isnull=True) | Q(member__recognised_earliest__lte=as_of)
    )
    return {
        "total": permanent,
        "official": permanent & official,
        "probationary": permanent & ~official,
        "women": permanent & Q(member__gender=Gender.FEMALE),
        "temporary": Q(is_temporary=True),
        **{status: permanent & Q(status=status) for status in _STATUSES},
    }


def _row(scope: Scope, membership: Membership, as_of: datetime.date) -> RollRow:
    member = membership.member
    began = member.recognised.earliest
    return RollRow(
        member_id=member.pk,
        full_name=member.full_name,
        organization_id=membership.organization_id,
        organization_name=membership.organization.name,
        is_official=member.is_official and (began is None or began <= as_of),
        is_temporary=membership.is_temporary,
        status=membership.status,  # type: ignore[attr-defined]
        gender=member.gender,
        born=member.born,
        admitted=member.admitted,
        recognised=member.recognised,
        education=member.education,
        political_theory=member.political_theory,
        has_file=_has_file(scope, membership),
    )


def _has_file(scope: Scope, membership: Membership) -> bool:
    member = membership.member
    if member.organization_id == membership.organization_id:
        return True
    return scope.covers(member.organization.path)
