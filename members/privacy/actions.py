"""Asking for a correction of one's record, taking the request back, and deciding about it."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from chibo.access import Scope
from chibo.audit.ledger import By, action, record
from chibo.organizations.models import Organization
from chibo.reasons import refuse
from chibo.vietnamese import normalise
from members.privacy import facts, queries, rules
from members.privacy.models import CorrectionRequest
from members.privacy.rules import Proposal
from members.roster import actions as roster
from members.roster.models import Member

MOST_ROWS = 10_000
_Status = CorrectionRequest.Status


@action
def request_correction(
    *, by: By, member: Member, changes: Mapping[str, Any], because: str, today: datetime.date
) -> CorrectionRequest:
    """Ask for other facts in one's record; a request that still waits is put right itself.

    `changes` are names of `facts.FIELDS` and what they ought to say; what the record says already
    is left out. The log names the fields, never what they say.
    """
    member.lock()
    waiting = queries.waiting_of(Scope.whole(), member)
    asked = {one.name: one.to for one in rules.proposals(waiting.proposed)} if waiting else {}
    asked |= {name: str(value) for name, value in changes.items()}
    proposed = [
        Proposal(name, facts.typed(member, name), asked[name])
        for name in facts.FIELDS
        if name in asked and asked[name] != facts.typed(member, name)
    ]
    refuse(rules.obstacles_to_asking(proposed, is_erased=member.erased_on is not None))
    request = waiting or CorrectionRequest(member=member)
    request.proposed = rules.stored(proposed)
    request.because, request.asked_on = normalise(because), today
    request.save()
    _record(by, "request_correction", request, fields=_labels(proposed))
    return request


@action
def withdraw_correction(*, by: By, request: CorrectionRequest, today: datetime.date) -> None:
    """Take back one's own request while nobody has decided about it."""
    _lock(request)
    refuse(rules.obstacles_to_withdrawing(state=facts.state_of(request)))
    _decide(request, _Status.WITHDRAWN, by, today)
    _record(by, "withdraw_correction", request)


@action
def approve_correction(
    *,
    by: By,
    request: CorrectionRequest,
    taken: Collection[str],
    seen: str,
    answer: str = "",
    sees_sealed: bool,
    today: datetime.date,
) -> CorrectionRequest:
    """Put the record right as asked, in the facts that were taken.

    `seen` is the stamp of what the page showed. What the decider may not see goes on waiting in
    a request of its own.
    """
    _lock(request)
    refuse(
        facts.obstacles_to_deciding(request, by, as_of=today, sees_sealed=sees_sealed, seen=seen)
    )
    offered = [one.name for one in facts.visible(request, sees_sealed=sees_sealed)]
    refuse(rules.obstacles_to_approving(taken, offered, answer))
    accepted = [
        one for one in rules.proposals(request.proposed) if one.name in {*taken} & {*offered}
    ]
    roster.correct_member(
        by=by,
        member=request.member,
        today=today,
        **{one.name: facts.value_of(one) for one in accepted},
    )
    _leave_sealed(request, sees_sealed)
    request.proposed = rules.stored(
        [replace(one, taken=one.name in taken) for one in rules.proposals(request.proposed)]
    )
    _decide(request, _Status.APPROVED, by, today, answer)
    left = [one for one in rules.proposals(request.proposed) if one.taken is False]
    told = {"fields": _labels(accepted), "left": _labels(left)}
    _record(by, "approve_correction", request, **told, answer=request.answer)
    return request


@action
def refuse_correction(
    *,
    by: By,
    request: CorrectionRequest,
    reason: str,
    sees_sealed: bool,
    today: datetime.date,
) -> CorrectionRequest:
    """Leave the record as it is; whoever asked reads the reason."""
    _lock(request)
    refuse(facts.obstacles_to_deciding(request, by, as_of=today, sees_sealed=sees_sealed))
    refuse(rules.obstacles_to_refusing(reason))
    _leave_sealed(request, sees_sealed)
    _decide(request, _Status.REFUSED, by, today, reason)
    _record(by, "refuse_correction", request, reason=request.answer)
    return request


@action
def export_members(
    *,
    by: By,
    organization: Organization,
    reason: str,
    columns: Mapping[str, str],
    count: int,
    code: str,
    as_of: datetime.date,
) -> None:
    """Write down that a roll is taken out of the book: why, which columns, how many, which copy.

    `columns` are their keys and headings; done before the file is handed out.
    """
    refuse(rules.obstacles_to_exporting(reason, columns, count, most=MOST_ROWS))
    record(
        by=by,
        verb="export",
        subject=organization,
        organization_id=organization.pk,
        values={
            "what": "danh sách đảng viên",
            "reason": normalise(reason),
            "columns": list(columns.values()),
            "as_of": str(as_of),
            "count": count,
            "code": code,
        },
    )


def _lock(request: CorrectionRequest) -> None:
    """Lock the member before the request, as all deeds here do."""
    member = request.member
    member.lock()
    request.lock()
    request.member = member


def _leave_sealed(request: CorrectionRequest, sees_sealed: bool) -> None:
    """Let what the decider may not see wait in a request of its own."""
    seen = facts.visible(request, sees_sealed=sees_sealed)
    rest = [one for one in rules.proposals(request.proposed) if one not in seen]
    if rest:
        CorrectionRequest.objects.create(
            member=request.member,
            proposed=rules.stored(rest),
            because=request.because,
            asked_on=request.asked_on,
        )
        request.proposed = rules.stored(seen)


def _decide(
    request: CorrectionRequest, status: str, by: By, today: datetime.date, answer: str = ""
) -> None:
    request.status, request.answer = status, normalise(answer)
    request.decided_on, request.decided_by_id = today, by.pk if by else None
    request.write("proposed", "status", "answer", "decided_on", "decided_by")


def _labels(proposed: Collection[Proposal]) -> list[str]:
    """Return what the facts of proposals are called, for the log, which keeps no more of them."""
    return [facts.FIELDS[one.name] for one in proposed]


def _record(by: By, verb: str, request: CorrectionRequest, **values: Any) -> None:
    record(
        by=by,
        verb=verb,
        subject=request,
        organization_id=request.member.organization_id,
        values={name: value for name, value in values.items() if value},
    )
