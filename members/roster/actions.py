"""Writing members into the roll, correcting their file, and what happens to them there."""

import datetime
from collections.abc import Collection
from typing import Any

from chibo.access import Scope
from chibo.audit.ledger import By, action, record
from chibo.ciphers import VEIL, veiled
from chibo.dates import UNKNOWN, PartialDate
from chibo.fields import Unopened
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from chibo.vietnamese import fold, name_key, normalise
from members.roster import queries, rules
from members.roster.models import Member, Membership, StatusPeriod
from members.roster.rules import Life, Period

FACTS = frozenset(
    {
        "full_name",
        "is_official",
        "gender",
        "born",
        "home_town",
        "education",
        "profession",
        "political_theory",
        "phone",
        "email",
        "card_number",
        "file_number",
        "admission_decision",
        "admission_decided",
        "admitted",
        "recognised",
        "recognition_decision",
        *Member.SEALED,
    }
)


@action
def enter_member(
    *,
    by: By,
    organization: Organization,
    full_name: str,
    is_official: bool,
    began: str = Membership.Began.RECORDED,
    starts: PartialDate = UNKNOWN,
    is_temporary: bool = False,
    elsewhere: str = "",
    decision: str = "",
    is_another_person: bool = False,
    today: datetime.date,
    **facts: Any,
) -> Member:
    """Write a member into the roll of an organisation, for good or as a temporary guest.

    `facts` are further fields of `Member` by their names (`FACTS`). Whoever was admitted here
    stands on the roll from the ceremony on, unless `starts` says otherwise. `is_another_person`
    confirms that a namesake born on the same day is somebody else.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    member = Member(organization=organization)
    facts |= {"full_name": full_name, "is_official": is_official}
    life = _life_with(member, facts)
    if began == Membership.Began.ADMITTED:
        starts = starts or life.admitted
    refuse(
        _nameless(full_name)
        + _unfit_to_seal(member, facts)
        + rules.obstacles_to_entering(
            life,
            starts,
            at_admission=_law(life.admitted),
            at_recognition=_law(life.recognised),
            is_known=queries.is_known(Scope.whole(), organization, _name(full_name), life.born),
            is_another_person=is_another_person,
            today=today,
        )
    )
    _fill(member, facts)
    member.save()
    membership = Membership.objects.create(
        member=member,
        organization=organization,
        is_temporary=is_temporary,
        starts=starts,
        began=began,
        elsewhere=normalise(elsewhere),
        decision=normalise(decision),
    )
    record(
        by=by,
        verb="enter_member",
        subject=member,
        organization_id=organization.pk,
        values=_written(facts) | {"membership": _period_values(membership)},
    )
    return member


@action
def correct_member(*, by: By, member: Member, today: datetime.date, **facts: Any) -> Member:
    """Correct facts of a member's file; the log keeps each before and after, veiled if sealed.

    `facts` are fields of `Member` by their names (`FACTS`); those not named stay as they are by
    now, whoever wrote them.
    """
    member.lock()
    life = _life_with(member, facts)
    refuse(
        _nameless(facts.get("full_name", member.full_name))
        + _unfit_to_seal(member, facts)
        + rules.obstacles_to_the_life(
            life,
            at_admission=_law(life.admitted),
            at_recognition=_law(life.recognised),
            today=today,
        )
    )
    before = {name: getattr(member, name) for name in facts}
    _fill(member, facts)
    after = {name: getattr(member, name) for name in facts}
    if changes := _changes(before, after):
        _write(member, changes)
        _record(by, "correct_member", member, changes)
    return member


@action
def recognise(
    *, by: By, member: Member, on: PartialDate, decision: str = "", today: datetime.date
) -> Member:
    """Recognise a probationary member as official from a day on."""
    member.lock()
    running = _running(member)
    refuse(
        rules.obstacles_to_recognising(
            _life_with(member, {}),
            on,
            law=_law(on),
            is_on_roll=running is not None and not running.is_temporary,
            today=today,
        )
    )
    facts = {"is_official": True, "recognised": on, "recognition_decision": decision}
    before = {name: getattr(member, name) for name in facts}
    _fill(member, facts)
    _write(member, facts)
    after = {name: getattr(member, name) for name in facts}
    _record(by, "recognise", member, _changes(before, after))
    return member


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
        _record(by, "end_status", member, {"kind": period.kind, "ends": ["", _plain(ends)]})
    _record(by, "end_membership", member, _period_values(membership))
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
    before = _period_values(corrected)
    if unknown := set(facts) - set(before):
        raise TypeError(f"a membership has no {', '.join(sorted(unknown))}")
    for name, value in facts.items():
        setattr(corrected, name, normalise(value) if isinstance(value, str) else value)
    reasons = rules.obstacles_to_period(_period(corrected, member), today=today)
    if bool(corrected.ended) != corrected.ends.is_known:
        words = "Lý do rời sổ và ngày rời sổ đi cùng nhau: ghi cả hai, hoặc bỏ trống cả hai."
        reasons.append(Reason(words, field="ends"))
    refuse(reasons)
    if changes := _changes(before, _period_values(corrected)):
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
    running = _running(member)
    refuse(
        rules.obstacles_to_beginning_status(
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
    refuse(rules.obstacles_to_ending_status(Period(period.starts, period.ends), ends))
    before = period.ends
    period.ends = ends
    period.write("ends")
    values = {"kind": period.kind, "ends": [_plain(before), _plain(ends)]}
    _record(by, "end_status", period.member, values)
    return period


@action
def withdraw_status(*, by: By, period: StatusPeriod, reason: str) -> None:
    """Take back a time away that was noted by mistake; the log keeps it with the reason."""
    if not normalise(reason):
        refuse([Reason("Ghi lý do bỏ dòng này.", field="reason")])
    period.lock()
    values = _status_values(period) | {"reason": normalise(reason)}
    _record(by, "withdraw_status", period.member, values)
    period.delete()


def _fill(member: Member, facts: dict[str, Any]) -> None:
    """Set facts on a member: text in NFC, and from the name the keys of search and order.

    The one place where a name is written.
    """
    for name, value in facts.items():
        setattr(member, name, normalise(value) if isinstance(value, str) else value)
    if "citizen_number" in facts:
        member.citizen_number = rules.citizen_digits(member.citizen_number)
    if "full_name" in facts:
        member.full_name = _name(facts["full_name"])
        member.search = fold(member.full_name)[:120]
        member.sort_key = name_key(member.full_name)[:400]


def _write(member: Member, facts: Collection[str]) -> None:
    """Write only these facts of a member, a name with its keys."""
    member.write(*facts, *(("search", "sort_key") if "full_name" in facts else ()))


def _name(full_name: str) -> str:
    return " ".join(normalise(full_name).split())


def _nameless(full_name: str) -> list[Reason]:
    return [] if _name(full_name) else [Reason("Ghi họ và tên.", field="full_name")]


def _unfit_to_seal(member: Member, facts: dict[str, Any]) -> list[Reason]:
    """Return what is no citizen number, and what would be written over what no key opens."""
    digits = rules.citizen_digits(normalise(facts.get("citizen_number", "")))
    text = (
        "Giá trị đang ghi không mở được. Báo người quản trị nạp lại khóa, hoặc bỏ giá trị ấy trước."
    )
    return rules.obstacles_to_citizen_number(digits) + [
        Reason(text, field=name)
        for name in Member.SEALED
        if facts.get(name) and isinstance(getattr(member, name), Unopened)
    ]


def _law(date: PartialDate) -> rules.Law | None:
    return queries.law(Scope.whole(), as_of=date.latest)


def _life_with(member: Member, facts: dict[str, Any]) -> Life:
    """Return the dates of a member as they will be with these facts."""
    if unknown := set(facts) - FACTS:
        raise TypeError(f"a member has no {', '.join(sorted(unknown))}")
    names = ("is_official", "born", "admission_decided", "admitted", "recognised")
    return Life(**{name: facts.get(name, getattr(member, name)) for name in names})


def _running(member: Member) -> Membership | None:
    return queries.running_membership(Scope.whole(), member)


def _period(membership: Membership, member: Member) -> Period:
    return Period(rules.on_roll_since(membership.starts, member.admitted), membership.ends)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, PartialDate) else value


def _written(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts as the log keeps them: those that say something, dates in words."""
    said = {name: value for name, value in facts.items() if value not in ("", UNKNOWN)}
    return {name: _told(name, value)[0] for name, value in said.items()}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _told(name, before[name], value)
        for name, value in after.items()
        if before[name] != value
    }


def _told(name: str, *values: Any) -> list[Any]:
    """Return values of a fact for the log: of a number its end, of what else is sealed nothing."""
    if name == "citizen_number":
        return [
            VEIL if isinstance(value, Unopened) else veiled(rules.citizen_digits(value), 3)
            for value in values
        ]
    return [value and VEIL if name in Member.SEALED else _plain(value) for value in values]


def _period_values(membership: Membership) -> dict[str, Any]:
    return {
        "began": membership.began,
        "starts": str(membership.starts),
        "is_temporary": membership.is_temporary,
        "ended": membership.ended,
        "ends": str(membership.ends),
        "elsewhere": membership.elsewhere,
        "decision": membership.decision,
        "destination": membership.destination,
        "ending_decision": membership.ending_decision,
    }


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
