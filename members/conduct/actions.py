"""Recording, correcting and taking back awards and disciplinary measures."""

import datetime
from typing import Any

from django.db.models import Q

from chibo.access import Scope
from chibo.audit.ledger import By, action, changed, record
from chibo.dates import PartialDate
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from chibo.vietnamese import normalise
from members.conduct import rules
from members.conduct.models import Commendation, Discipline
from members.conduct.rules import Award, Measure, Subject
from members.posts import queries as posts
from members.posts.rules import GOVERNMENT
from members.roster.models import Member
from members.roster.rules import Life, Period

_AWARD = (
    "member", "collective", "standing", "form", "title", "issuer", "when", "decision", "reason",
    "period",
)  # fmt: skip
_MEASURE = ("member", "form", "when", "decision", "decided_by", "reason")


@action
def commend(
    *,
    by: By,
    organization: Organization,
    form: str,
    when: PartialDate,
    member: Member | None = None,
    collective: str = "",
    standing: str = Commendation.Standing.AWARDED,
    title: str = "",
    issuer: str = "",
    decision: str = "",
    reason: str = "",
    period: str = "",
    today: datetime.date | None = None,
) -> Commendation:
    """Record an award or a nomination: of a member, a collective, else of the organisation itself.

    Without `today` a time in the future is let pass.
    """
    organization.lock()
    commendation = Commendation(organization=organization)
    _fill(
        commendation,
        {
            "member": member, "collective": collective, "standing": standing, "form": form,
            "title": title, "issuer": issuer, "when": when, "decision": decision,
            "reason": reason, "period": period,
        },
    )  # fmt: skip
    refuse(_obstacles_to_award(commendation, today))
    commendation.search = commendation.folded()
    commendation.save()
    _record(by, "commend", commendation, _values(commendation, _AWARD))
    return commendation


@action
def correct_commendation(
    *, by: By, commendation: Commendation, today: datetime.date | None = None, **details: Any
) -> Commendation:
    """Correct what was recorded of an award, or turn a nomination into one.

    `details` are fields of `Commendation` as `commend` takes them; those not named stay.
    """
    _know(details, _AWARD)
    commendation.organization.lock()
    commendation.lock()
    before = _values(commendation, _AWARD)
    _fill(commendation, details)
    refuse(_obstacles_to_award(commendation, today))
    if changes := changed(before, _values(commendation, _AWARD)):
        commendation.search = commendation.folded()
        commendation.write(*changes, "search")
        _record(by, "correct_commendation", commendation, changes)
    return commendation


@action
def remove_commendation(*, by: By, commendation: Commendation, reason: str) -> None:
    """Take an award out of the book; what it said and why it went stay in the log."""
    refuse(rules.obstacles_to_removing(reason))
    commendation.lock()
    values = {**_values(commendation, _AWARD), "why": normalise(reason)}
    _record(by, "remove_commendation", commendation, values)
    commendation.delete()


@action
def discipline(
    *,
    by: By,
    organization: Organization,
    form: str,
    when: PartialDate,
    member: Member | None = None,
    decision: str = "",
    decided_by: str = "",
    reason: str = "",
    today: datetime.date | None = None,
) -> Discipline:
    """Record a disciplinary measure against a member, else against the organisation itself.

    `when` is the day of announcement, from which it holds; `reason` what was done.
    """
    measure = Discipline(organization=organization)
    _fill(
        measure,
        {
            "member": member, "form": form, "when": when, "decision": decision,
            "decided_by": decided_by, "reason": reason,
        },
    )  # fmt: skip
    refuse(_obstacles_to_measure(by, measure, today))
    measure.search = measure.folded()
    measure.save()
    _record(by, "discipline", measure, _values(measure, _MEASURE))
    return measure


@action
def correct_discipline(
    *, by: By, measure: Discipline, today: datetime.date | None = None, **details: Any
) -> Discipline:
    """Correct what was recorded of a measure; nobody corrects their own.

    `details` are fields of `Discipline` as `discipline` takes them; those not named stay.
    """
    _know(details, _MEASURE)
    measure.lock()
    refuse(rules.obstacles_to_judging(_subject(by, measure.member)))
    before = _values(measure, _MEASURE)
    _fill(measure, details)
    refuse(_obstacles_to_measure(by, measure, today))
    if changes := changed(before, _values(measure, _MEASURE)):
        measure.search = measure.folded()
        measure.write(*changes, "search")
        _record(by, "correct_discipline", measure, changes)
    return measure


@action
def withdraw_discipline(*, by: By, measure: Discipline, reason: str) -> None:
    """Take a measure out of the book; what it said and why it went stay in the log."""
    measure.lock()
    own = rules.obstacles_to_judging(_subject(by, measure.member))
    refuse([*own, *rules.obstacles_to_removing(reason)])
    values = {**_values(measure, _MEASURE), "why": normalise(reason)}
    _record(by, "withdraw_discipline", measure, values)
    measure.delete()


def _know(details: dict[str, Any], names: tuple[str, ...]) -> None:
    if unknown := set(details) - set(names):
        raise TypeError(f"nothing is called {', '.join(sorted(unknown))} here")


def _fill(row: Commendation | Discipline, details: dict[str, Any]) -> None:
    for name, value in details.items():
        setattr(row, name, normalise(value).strip() if isinstance(value, str) else value)


def _obstacles_to_award(commendation: Commendation, today: datetime.date | None) -> list[Reason]:
    """Return why it may not stand; a member's awards are compared wherever they were recorded."""
    same = (
        Q(member=commendation.member_id)
        if commendation.member_id
        else Q(member__isnull=True, organization=commendation.organization_id)
    )
    others = Commendation.objects.filter(same, form=commendation.form).exclude(pk=commendation.pk)
    return rules.obstacles_to_commending(
        _award(commendation), [_award(other) for other in others], today=today
    )


def _award(commendation: Commendation) -> Award:
    return Award(
        commendation.form,
        commendation.title,
        commendation.when,
        commendation.member_id,
        commendation.collective,
    )


def _obstacles_to_measure(by: By, measure: Discipline, today: datetime.date | None) -> list[Reason]:
    return rules.obstacles_to_disciplining(
        Measure(measure.form, measure.when, measure.member is not None),
        _subject(by, measure.member),
        today=today,
    )


def _subject(by: By, member: Member | None) -> Subject:
    if member is None:
        return Subject()
    held = posts.holdings_of(Scope.whole(), member).exclude(post=GOVERNMENT)
    return Subject(
        life=Life(
            is_official=member.is_official,
            admitted=member.admitted,
            recognised=member.recognised,
        ),
        posts=tuple(Period(holding.starts, holding.ends) for holding in held),
        is_doer=by is not None and member.user_id == by.pk,
    )


def _values(row: Commendation | Discipline, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names if name not in {"member", "when"}}
    return {"member": row.member_id, **values, "when": str(row.when)}


def _record(by: By, verb: str, row: Commendation | Discipline, values: dict[str, Any]) -> None:
    record(by=by, verb=verb, subject=row, organization_id=row.organization_id, values=values)
