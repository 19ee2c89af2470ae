"""When members leave a roll, and when they are away from it."""

import datetime
from typing import Any

from chibo.access import Scope
from chibo.audit.ledger import By, action, changed, record
from chibo.dates import UNKNOWN, PartialDate
from chibo.reasons import Reason, refuse
from chibo.vietnamese import normalise
from members.roster import queries, rules
from members.roster.models import Member, Membership, StatusPeriod
from members.roster.rules import Period


@action
def end_membership(
    *,
    by: By,
    membership: Membership,
    ended: str,
    ends: PartialDate,
    elsewhere: str = "",
    decision: str = "",
    today: datetime.date,
) -> Membership:
    """Take a member off the roll from a day on; times away that still run end with it.

    `elsewhere` is where a transferred member goes.
    """
    member = membership.member
    member.lock()
    membership.lock()
    refuse(
        rules.obstacles_to_leaving(
            _period(membership, member),
            ended,
            ends,
            is_official=member.is_official,
            today=today,
        )
    )
    membership.ended, membership.ends = ended, ends
    membership.destination = normalise(elsewhere)
    membership.ending_decision = normalise(decision)
    membership.write("ended", "ends", "destination", "ending_decision")
    for period in member.status_periods.filter(
        organization=membership.organization, ends_latest__isnull=True
    ):
        period.ends = ends
        period.write("ends")
        _record(by, "end_status", member, {"kind": period.kind, "ends": ["", str(ends)]})
    _record(by, "end_membership", member, membership.as_logged())
    return membership


@action
def correct_membership(
    *,
    by: By,
    membership: Membership,
    today: datetime.date,
    **facts: Any,
) -> Membership:
    """Correct when and how a member came onto a roll and left it; no way out puts them back.

    `facts` are fields of `Membership` by their names; those not named stay.
    """
    member = membership.member
    member.lock()
    corrected = Membership.hold(membership.pk)
    before = corrected.as_logged()
    if unknown := set(facts) - set(before):
        raise TypeError(f"a membership has no {', '.join(sorted(unknown))}")
    for name, value in facts.items():
        setattr(corrected, name, normalise(value) if isinstance(value, str) else value)
    reasons = rules.obstacles_to_period(_period(corrected, member), today=today)
    if bool(corrected.ended) != corrected.ends.is_known:
        words = "Lý do rời sổ và ngày rời sổ đi cùng nhau: ghi cả hai, hoặc bỏ trống cả hai."
        reasons.append(Reason(words, field="ends"))
    refuse(reasons)
    if changes := changed(before, corrected.as_logged()):
        corrected.write(*changes)
        _record(by, "correct_membership", member, changes)
    return corrected


@action
def begin_status(
    *,
    by: By,
    member: Member,
    kind: str,
    starts: PartialDate,
    ends: PartialDate = UNKNOWN,
    decision: str = "",
    note: str = "",
    today: datetime.date | None = None,
) -> StatusPeriod:
    """Note that a member is exempt, away or suspended from a day on; `ends` where it is planned."""
    member.lock()
    running = queries.running_membership(Scope.whole(), member)
    refuse(
        rules.obstacles_to_own_status(
            is_doer=_is_own(by, member), favours=kind == StatusPeriod.Kind.EXEMPT
        )
        + rules.obstacles_to_beginning_status(
            Period(starts, ends),
            [Period(p.starts, p.ends, p.get_kind_display()) for p in member.status_periods.all()],
            membership=_period(running, member) if running else None,
            today=today,
        )
    )
    period = StatusPeriod.objects.create(
        member=member,
        organization=member.organization,
        kind=kind,
        starts=starts,
        ends=ends,
        decision=normalise(decision),
        note=normalise(note),
    )
    _record(by, "begin_status", member, _status_values(period))
    return period


@action
def end_status(*, by: By, period: StatusPeriod, ends: PartialDate) -> StatusPeriod:
    """Note when a member takes part again; corrects an end that was only planned."""
    period.member.lock()
    period.lock()
    before = period.ends
    refuse(
        rules.obstacles_to_own_status(
            is_doer=_is_own(by, period.member),
            favours=period.kind == StatusPeriod.Kind.SUSPENDED
            or (period.kind == StatusPeriod.Kind.EXEMPT and _is_later(ends, before)),
        )
        + rules.obstacles_to_ending_status(Period(period.starts, before), ends)
    )
    period.ends = ends
    period.write("ends")
    values = {"kind": period.kind, "ends": [str(before), str(ends)]}
    _record(by, "end_status", period.member, values)
    return period


@action
def withdraw_status(*, by: By, period: StatusPeriod, reason: str) -> None:
    """Take back a time away that was noted by mistake; the log keeps it with the reason."""
    if not normalise(reason):
        refuse([Reason("Ghi lý do bỏ dòng này.", field="reason")])
    period.lock()
    refuse(
        rules.obstacles_to_own_status(
            is_doer=_is_own(by, period.member),
            favours=period.kind == StatusPeriod.Kind.SUSPENDED,
        )
    )
    values = _status_values(period) | {"reason": normalise(reason)}
    _record(by, "withdraw_status", period.member, values)
    period.delete()


def _is_own(by: By, member: Member) -> bool:
    return by is not None and member.user_id == by.pk


def _is_later(ends: PartialDate, before: PartialDate) -> bool:
    """Return whether a time away lasts longer by a new end; one without end lasts longest."""
    return before.latest is not None and (ends.latest is None or ends.latest > before.latest)


def _period(membership: Membership, member: Member) -> Period:
    return Period(rules.on_roll_since(membership.starts, member.admitted), membership.ends)


def _status_values(period: StatusPeriod) -> dict[str, Any]:
    return {
        "kind": period.kind,
        "starts": str(period.starts),
        "ends": str(period.ends),
        "decision": period.decision,
        "note": period.note,
    }


def _record(by: By, verb: str, member: Member, values: dict[str, Any]) -> None:
    record(by=by, verb=verb, subject=member, organization_id=member.organization_id, values=values)
