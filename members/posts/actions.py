"""Giving posts and taking them back; recording terms."""

import datetime
from typing import Any

from chibo.access import Scope
from chibo.accounts import actions as accounts
from chibo.audit.ledger import By, action, changed, record
from chibo.dates import UNKNOWN, PartialDate
from chibo.fields import holds, in_force
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from chibo.vietnamese import normalise
from members.posts import rules
from members.posts.models import PositionHolding, Term
from members.posts.rules import Holding
from members.roster import queries as roster
from members.roster.models import Member
from members.roster.rules import Life

DETAILS = frozenset({"post", "title", "starts", "ends", "term", "assigned_field"})


@action
def appoint(
    *,
    by: By,
    member: Member,
    organization: Organization,
    post: str,
    title: str = "",
    starts: PartialDate = UNKNOWN,
    ends: PartialDate = UNKNOWN,
    term: Term | None = None,
    assigned_field: str = "",
    today: datetime.date | None = None,
) -> PositionHolding:
    """Give a member a post in an organisation from a day on."""
    organization.lock()
    holding = PositionHolding(
        member=member,
        organization=organization,
        post=post,
        title=normalise(title),
        starts=starts,
        ends=ends,
        term=term,
        assigned_field=normalise(assigned_field),
    )
    refuse(_obstacles(holding, today))
    holding.save()
    _record(by, "appoint", holding, _values(holding))
    return holding


@action
def correct_post(
    *,
    by: By,
    holding: PositionHolding,
    today: datetime.date,
    **details: Any,
) -> PositionHolding:
    """Correct a post that was recorded wrongly; an empty end gives it back.

    `details` are fields of `PositionHolding` by their names (`DETAILS`); those not named stay.
    """
    if unknown := set(details) - DETAILS:
        raise TypeError(f"a post has no {', '.join(sorted(unknown))}")
    holding.organization.lock()
    corrected = PositionHolding.hold(holding.pk)
    before, was_held = _values(corrected), holds(corrected.starts, corrected.ends, today)
    for name, value in details.items():
        setattr(corrected, name, normalise(value) if isinstance(value, str) else value)
    refuse(_obstacles(corrected, today))
    if changes := changed(before, _values(corrected)):
        corrected.write(*changes)
        _record(by, "correct_post", corrected, changes)
        _end_roles(by, corrected, today)
        if was_held and "post" in changes:
            _end_role_of(by, corrected, before["post"], today)
    return corrected


@action
def end_post(
    *,
    by: By,
    holding: PositionHolding,
    ends: PartialDate,
    today: datetime.date | None = None,
    is_given_anew: bool = False,
) -> PositionHolding:
    """Note that a member no longer holds a post from a day on; a role held with it ends, too.

    Unless the same deed gives the post to the same member anew.
    """
    holding.lock()
    refuse(rules.obstacles_to_ending(_holding(holding), ends, today=today))
    before = holding.ends
    holding.ends = ends
    holding.write("ends")
    _record(by, "end_post", holding, {"ends": [str(before), str(ends)]})
    if not is_given_anew:
        _end_roles(by, holding, today)
    return holding


def _end_roles(by: By, holding: PositionHolding, today: datetime.date | None) -> None:
    """End the role that goes with a post that is over and that its holder does not hold now.

    On the day of the post; where that day is known to the month or year alone, today at the
    latest: who holds no post has no access.
    """
    if ends := holding.ends.latest:
        on = min(ends, today) if today else ends
        _end_role_of(by, holding, holding.post, on, seen_on=max(on, today or on))


def _end_role_of(
    by: By,
    holding: PositionHolding,
    post: str,
    on: datetime.date,
    *,
    seen_on: datetime.date | None = None,
) -> None:
    """End the role that goes with a post, unless its holder holds the same post by another row."""
    user = holding.member.user
    still = PositionHolding.objects.filter(
        in_force(seen_on or on), member=holding.member, organization=holding.organization, post=post
    )
    if user is not None and not still.exclude(pk=holding.pk).exists():
        accounts.end_roles_with_post(
            by=by, user=user, organization=holding.organization, role=post, on=on
        )


@action
def withdraw_post(
    *, by: By, holding: PositionHolding, reason: str, today: datetime.date | None = None
) -> None:
    """Take back a post that was recorded by mistake; the log keeps it with the reason.

    A role that went with it ends today: who holds no post has no access.
    """
    if not normalise(reason):
        refuse([Reason("Ghi lý do bỏ dòng này.", field="reason")])
    holding.lock()
    _record(by, "withdraw_post", holding, _values(holding) | {"reason": normalise(reason)})
    if today and holds(holding.starts, holding.ends, today):
        _end_role_of(by, holding, holding.post, today)
    holding.delete()


@action
def record_term(
    *,
    by: By,
    organization: Organization,
    label: str,
    congress_ordinal: int | None = None,
    starts: PartialDate = UNKNOWN,
    ends: PartialDate = UNKNOWN,
    extension_document: str = "",
) -> Term:
    """Record a term of an organisation's committee."""
    organization.lock()
    term = Term(organization=organization)
    _fill_term(term, label, congress_ordinal, starts, ends, extension_document)
    term.save()
    record(
        by=by,
        verb="record_term",
        subject=term,
        organization_id=organization.pk,
        values=_term_values(term),
    )
    return term


@action
def correct_term(
    *,
    by: By,
    term: Term,
    **details: Any,
) -> Term:
    """Correct a term, or note that its planned end was put off by a document.

    `details` are the fields of a term as `record_term` takes them; those not named stay.
    """
    term.organization.lock()
    term.lock()
    before = _term_values(term)
    _fill_term(term, **{name: getattr(term, name) for name in before} | details)
    if changes := changed(before, _term_values(term)):
        term.write(*changes)
        record(
            by=by,
            verb="correct_term",
            subject=term,
            organization_id=term.organization_id,
            values=changes,
        )
    return term


def _obstacles(holding: PositionHolding, today: datetime.date | None) -> list[Reason]:
    member = holding.member
    others = (
        PositionHolding.objects.filter(organization=holding.organization)
        .exclude(pk=holding.pk)
        .select_related("member")
        .order_by("pk")
    )
    reasons = rules.obstacles_to_appointing(
        _holding(holding),
        [_holding(other) for other in others],
        holder=Life(is_official=member.is_official, recognised=member.recognised),
        law=roster.law(Scope.whole(), as_of=holding.starts.latest or today),
        today=today,
    )
    if holding.term is not None and holding.term.organization_id != holding.organization_id:
        reasons.append(Reason("Nhiệm kỳ này của tổ chức khác. Chọn lại.", field="term"))
    return reasons


def _holding(holding: PositionHolding) -> Holding:
    return Holding(
        holding.member_id,
        holding.member.full_name,
        holding.post,
        holding.title,
        holding.starts,
        holding.ends,
    )


def _fill_term(
    term: Term,
    label: str,
    congress_ordinal: int | None,
    starts: PartialDate,
    ends: PartialDate,
    extension_document: str,
) -> None:
    label = " ".join(normalise(label).split())
    taken = Term.objects.filter(organization=term.organization).exclude(pk=term.pk)
    refuse(
        rules.obstacles_to_term(
            label, congress_ordinal, starts, ends, set(taken.values_list("label", flat=True))
        )
    )
    term.label, term.congress_ordinal = label, congress_ordinal
    term.starts, term.ends = starts, ends
    term.extension_document = normalise(extension_document)


def _values(holding: PositionHolding) -> dict[str, Any]:
    return {
        "member": holding.member_id,
        "post": holding.post,
        "title": holding.title,
        "starts": str(holding.starts),
        "ends": str(holding.ends),
        "term": holding.term_id,
        "assigned_field": holding.assigned_field,
    }


def _term_values(term: Term) -> dict[str, Any]:
    return {
        "label": term.label,
        "congress_ordinal": term.congress_ordinal,
        "starts": str(term.starts),
        "ends": str(term.ends),
        "extension_document": term.extension_document,
    }


def _record(by: By, verb: str, holding: PositionHolding, values: dict[str, Any]) -> None:
    record(
        by=by,
        verb=verb,
        subject=holding,
        organization_id=holding.organization_id,
        values=values,
    )
