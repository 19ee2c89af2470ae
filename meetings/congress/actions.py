"""Planning and recording congresses, writing down whom they elected, seating the elected."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from chibo.access import Scope
from chibo.audit.ledger import By, action, changed, record
from chibo.dates import UNKNOWN, PartialDate
from chibo.organizations.models import Organization
from chibo.reasons import Reason, Refusal, refuse
from chibo.vietnamese import normalise
from meetings.congress import facts, queries, rules
from meetings.congress.models import Congress, ElectionResult
from meetings.congress.rules import Candidate, NewTerm, Seating
from meetings.minutes.models import Meeting
from members.posts import actions as posts
from members.posts.models import PositionHolding, Term
from members.roster import queries as roster
from members.roster.models import Member
from members.roster.rules import Law

PLANNED = ("ordinal", "when", "place", "note")
HELD = (*PLANNED, "term", "meeting", "summoned", "present", "documents")
_AS_TYPED = {
    "label": "new_term",
    "starts": "new_term_starts",
    "ends": "new_term_ends",
    "congress_ordinal": "ordinal",
}
"""Fields of a term → the fields in which a form about a congress asks for them."""


@dataclass(frozen=True)
class Row:
    """One candidate as written: `pk` of the row it already is, None for a new one."""

    post: str
    member: Member | None = None
    name: str = ""
    votes: int | None = None
    ballots: int | None = None
    is_elected: bool = True
    pk: int | None = None


@action
def plan_congress(
    *,
    by: By,
    organization: Organization,
    when: PartialDate,
    ordinal: int | None = None,
    place: str = "",
    note: str = "",
) -> Congress:
    """Write down a congress that is planned, be it as vaguely as «cuối tháng 3/2020»."""
    organization.lock()
    congress = Congress(organization=organization, state=Congress.State.PLANNED)
    _plan(congress, {"when": when, "ordinal": ordinal, "place": place, "note": note})
    congress.save()
    _record(by, "plan_congress", congress, _values(congress))
    return congress


@action
def record_congress(
    *,
    by: By,
    organization: Organization,
    when: PartialDate,
    ordinal: int | None = None,
    term: Term | None = None,
    new_term: NewTerm | None = None,
    place: str = "",
    meeting: Meeting | None = None,
    summoned: int | None = None,
    present: int | None = None,
    documents: str = "",
    note: str = "",
    today: datetime.date | None = None,
) -> Congress:
    """Write down a congress that was held; a new term is recorded with it."""
    organization.lock()
    congress = Congress(organization=organization, state=Congress.State.HELD)
    said = {
        "when": when,
        "ordinal": ordinal,
        "term": term,
        "place": place,
        "meeting": meeting,
        "summoned": summoned,
        "present": present,
        "documents": documents,
        "note": note,
    }
    _hold(by, congress, said, new_term, today)
    congress.save()
    _record(by, "record_congress", congress, _values(congress))
    return congress


@action
def hold_congress(
    *,
    by: By,
    congress: Congress,
    new_term: NewTerm | None = None,
    today: datetime.date | None = None,
    **details: Any,
) -> Congress:
    """Write down that a planned congress was held; `details` as `record_congress` takes them."""
    _known(details, HELD)
    congress.organization.lock()
    congress.lock()
    if congress.is_held:
        refuse([Reason("Đại hội này đã được ghi là đã tổ chức. Sửa ở trang của đại hội.")])
    before = _values(congress)
    congress.state = Congress.State.HELD
    _hold(by, congress, details, new_term, today)
    congress.save()
    _record(by, "hold_congress", congress, changed(before, _values(congress)))
    return congress


@action
def correct_congress(
    *,
    by: By,
    congress: Congress,
    new_term: NewTerm | None = None,
    today: datetime.date | None = None,
    **details: Any,
) -> Congress:
    """Put other facts in place of what is written; those not named stay.

    `details` are those of `plan_congress` or of `record_congress`, by what the congress is.
    """
    congress.organization.lock()
    congress.lock()
    _known(details, HELD if congress.is_held else PLANNED)
    before = _values(congress)
    if congress.is_held:
        _hold(by, congress, details, new_term, today)
    else:
        _plan(congress, details)
    if changes := changed(before, _values(congress)):
        congress.save()
        _record(by, "correct_congress", congress, changes)
    return congress


@action
def remove_congress(*, by: By, congress: Congress, reason: str) -> None:
    """Remove a congress with its results; what it said and why it went stay in the log.

    Terms and posts that were recorded from it stay.
    """
    congress.lock()
    targets = congress.targets.count()
    refuse(rules.obstacles_to_removing(reason, targets=targets))
    values = {**_values(congress), "results": _results(congress), "reason": normalise(reason)}
    _record(by, "remove_congress", congress, values)
    congress.delete()


@action
def record_results(
    *, by: By, congress: Congress, rows: Sequence[Row], taken_out: Sequence[int] = ()
) -> list[Reason]:
    """Write down how the candidates fared; return what to warn of.

    Rows with a key replace what they were, others are new; rows in `taken_out` go. What somebody
    else added meanwhile stays and counts in the rules, behind the rows given.
    """
    congress.lock()
    if not congress.is_held:
        refuse([Reason("Đại hội này mới là dự kiến. Ghi đại hội đã tổ chức trước.")])
    stored = {row.pk: row for row in congress.results.select_related("member")}
    _still_there(rows, stored)
    before = _results(congress)
    written = [
        _written(congress, order, row, stored.get(row.pk or 0)) for order, row in enumerate(rows)
    ]
    kept = {*(row.pk for row in rows), *taken_out}
    others = [row for pk, row in stored.items() if pk not in kept]
    standing = [facts.candidate(row) for row in [*written, *others]]
    law = roster.law(Scope.whole(), as_of=congress.when.latest)
    refuse(_obstacles(congress, standing, law))
    congress.results.filter(pk__in=stored.keys() & set(taken_out)).delete()
    for row in written:
        row.save()
    if (after := _results(congress)) != before:
        _record(by, "record_results", congress, {"results": [before, after]})
    counted = roster.headcount(Scope.whole(), congress.organization, as_of=_day(congress))
    return rules.cautions_about_results(
        standing, is_cell=congress.organization.is_cell, official=counted.official, law=law
    )


@action
def seat_elected(*, by: By, congress: Congress, today: datetime.date) -> Seating:
    """Give the elected their posts from the day of the congress on; return what was done.

    Open posts of an earlier term end that day where the congress filled them anew. Who holds the
    post already is passed over. Where a later term is on record the posts end when it began.
    """
    congress.organization.lock()
    congress.lock()
    elected = [row for row in congress.results.select_related("member") if row.is_elected]
    refuse(
        rules.obstacles_to_seating(
            is_held=congress.is_held, has_term=congress.term_id is not None, elected=len(elected)
        )
    )
    seating = facts.seating_of(Scope.whole(), congress)
    if not seating.to_appoint and not seating.to_end:
        return seating
    anew = {(one.member_id, one.post) for one in seating.to_appoint}
    for seat in seating.to_end:
        holding = PositionHolding.objects.select_related("organization").get(pk=seat.pk)
        posts.end_post(
            by=by,
            holding=holding,
            ends=congress.when,
            today=today,
            is_given_anew=(holding.member_id, holding.post) in anew,
        )
    people = {row.member.pk: row.member for row in elected if row.member}
    ends = queries.next_term_starts(Scope.whole(), congress)
    for one in seating.to_appoint:
        posts.appoint(
            by=by,
            member=people[one.member_id or 0],
            organization=congress.organization,
            post=one.post,
            starts=congress.when,
            ends=ends,
            term=congress.term,
            today=today,
        )
    values = {
        "appointed": [[one.member_id, one.post] for one in seating.to_appoint],
        "ended": [seat.pk for seat in seating.to_end],
    }
    _record(by, "seat_elected", congress, values)
    return seating


def _known(details: dict[str, Any], names: Sequence[str]) -> None:
    if unknown := set(details) - set(names):
        raise TypeError(f"a congress has no {', '.join(sorted(unknown))} here")


def _fill(congress: Congress, details: dict[str, Any]) -> None:
    for name, value in details.items():
        setattr(congress, name, normalise(value) if isinstance(value, str) else value)


def _plan(congress: Congress, details: dict[str, Any]) -> None:
    """Fill in a congress that is planned, refuse what cannot be."""
    _fill(congress, details)
    refuse(
        rules.obstacles_to_planning(
            ordinal=congress.ordinal,
            when=congress.when,
            others=queries.others(Scope.whole(), congress),
        )
    )


def _hold(
    by: By,
    congress: Congress,
    details: dict[str, Any],
    new_term: NewTerm | None,
    today: datetime.date | None,
) -> None:
    """Fill in a congress that was held, refuse what cannot be, record its new term."""
    _fill(congress, details)
    term, meeting = congress.term, congress.meeting
    if congress.ordinal is None and term is not None:
        congress.ordinal = term.congress_ordinal
    reasons = rules.obstacles_to_holding(
        ordinal=congress.ordinal,
        when=congress.when,
        term_id=congress.term_id,
        term_ordinal=term.congress_ordinal if term else None,
        has_new_term=new_term is not None,
        minutes_held=meeting.held if meeting else UNKNOWN,
        summoned=congress.summoned,
        present=congress.present,
        ballots=queries.most_ballots(Scope.whole(), congress),
        others=queries.others(Scope.whole(), congress),
        today=today,
    )
    place = congress.organization_id
    if term is not None and term.organization_id != place:
        reasons.append(Reason("Nhiệm kỳ này của tổ chức khác. Chọn lại.", field="term"))
    if meeting is not None and meeting.organization_id != place:
        reasons.append(Reason("Biên bản này của tổ chức khác. Chọn lại.", field="meeting"))
    refuse(reasons)
    if new_term is not None:
        congress.term = _record_term(by, congress, new_term)


def _record_term(by: By, congress: Congress, new_term: NewTerm) -> Term:
    """Record the term that a congress opened; what is wrong is said where it was typed."""
    try:
        return posts.record_term(
            by=by,
            organization=congress.organization,
            label=new_term.label,
            congress_ordinal=congress.ordinal,
            starts=new_term.starts if new_term.starts.is_known else congress.when,
            ends=new_term.ends,
        )
    except Refusal as no:
        raise Refusal(
            [replace(reason, field=_AS_TYPED.get(reason.field, "")) for reason in no.reasons]
        ) from None


def _day(congress: Congress) -> datetime.date:
    """Return the day on which the law and the roll are looked up for a congress that was held."""
    return congress.when.latest or datetime.date.max


def _obstacles(congress: Congress, standing: Sequence[Candidate], law: Law | None) -> list[Reason]:
    attended = facts.attended(Scope.whole(), congress)
    return rules.obstacles_to_results(
        standing,
        when=congress.when,
        present=attended.n if attended else None,
        regulation=queries.election_rules(as_of=_day(congress)),
        law=law,
    )


def _still_there(rows: Sequence[Row], stored: dict[int, ElectionResult]) -> None:
    refuse(
        [
            Reason(
                "Dòng này vừa bị người khác bỏ. Mở lại trang rồi ghi tiếp.", field=f"{order}.post"
            )
            for order, row in enumerate(rows)
            if row.pk is not None and row.pk not in stored
        ]
    )


def _written(
    congress: Congress, order: int, row: Row, stored: ElectionResult | None
) -> ElectionResult:
    """Return the result that a row says, not yet saved."""
    result = stored or ElectionResult(congress=congress)
    result.order, result.post = order, row.post
    result.member, result.name = row.member, " ".join(normalise(row.name).split())
    result.votes, result.ballots, result.is_elected = row.votes, row.ballots, row.is_elected
    return result


def _values(congress: Congress) -> dict[str, Any]:
    return {
        "state": congress.state,
        "ordinal": congress.ordinal,
        "term": congress.term_id,
        "when": str(congress.when),
        "place": congress.place,
        "meeting": congress.meeting_id,
        "summoned": congress.summoned,
        "present": congress.present,
        "documents": congress.documents,
        "note": congress.note,
    }


def _results(congress: Congress) -> list[list[Any]]:
    names = ("post", "member", "name", "votes", "ballots", "is_elected")
    return [list(row) for row in congress.results.order_by("order", "pk").values_list(*names)]


def _record(by: By, verb: str, congress: Congress, values: dict[str, Any]) -> None:
    record(
        by=by,
        verb=verb,
        subject=congress,
        organization_id=congress.organization_id,
        values=values,
    )
