"""Writing members into the roll, correcting their file, recognising them as official."""

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
from members.roster.models import Member, Membership
from members.roster.rules import Life

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
    organization.lock()
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
        values=_written(facts) | {"membership": membership.as_logged()},
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
    running = queries.running_membership(Scope.whole(), member)
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


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, PartialDate) else value


def _record(by: By, verb: str, member: Member, values: dict[str, Any]) -> None:
    record(by=by, verb=verb, subject=member, organization_id=member.organization_id, values=values)
