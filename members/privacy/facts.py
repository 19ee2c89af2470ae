"""What the book holds about a member in words, and a request held against the record."""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from chibo.access import Scope
from chibo.audit.ledger import By
from chibo.ciphers import VEIL
from chibo.dates import PartialDate, parse
from chibo.organizations.models import Organization
from chibo.reasons import Reason
from members.posts import queries as posts
from members.privacy import queries, rules
from members.privacy.models import CorrectionRequest
from members.privacy.rules import Proposal, proposals
from members.roster import queries as roster
from members.roster.models import Member, Membership

FIELDS = {
    "full_name": "Họ và tên",
    "gender": "Giới tính",
    "born": "Ngày sinh",
    "home_town": "Quê quán",
    "education": "Trình độ chuyên môn",
    "profession": "Ngành, chuyên ngành",
    "political_theory": "Lý luận chính trị",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "card_number": "Số thẻ đảng viên",
    "file_number": "Số lý lịch",
    "admission_decision": "Số quyết định kết nạp",
    "admission_decided": "Ngày ký quyết định kết nạp",
    "admitted": "Ngày kết nạp",
    "recognised": "Ngày chính thức",
    "recognition_decision": "Số quyết định công nhận chính thức",
    "citizen_number": "Số định danh cá nhân",
    "religion": "Tôn giáo",
    "ethnicity": "Dân tộc",
}
"""Facts of a member that the member may ask to have corrected, as they are called."""

DATES = ("born", "admission_decided", "admitted", "recognised")


@dataclass(frozen=True)
class Difference:
    """One proposal held against the record: then, now and as asked, in words.

    `has_moved`: the record changed after somebody asked; `is_hidden`: not for this reader. Of what
    lies sealed only what is asked for is told, to those who may see it.
    """

    name: str
    label: str
    was: str
    now: str
    to: str
    has_moved: bool
    is_hidden: bool
    taken: bool | None


@dataclass(frozen=True)
class RollLine:
    """One line of a roll to be taken out.

    `file` is the member where the file is in scope, `opened` where what lies sealed may be seen.
    """

    membership: Membership
    is_official: bool
    titles: str
    file: Member | None
    opened: Member | None


def roll(
    scope: Scope, organization: Organization, *, as_of: datetime.date, q: str, opens: Scope
) -> list[RollLine]:
    """Return the roll of a place and below on a day with posts; two statements.

    `opens` is where what lies sealed may be seen.
    """
    found = list(roster.on_roll(scope, organization, as_of=as_of, q=q))
    titles = posts.titles_on(scope, [one.member_id for one in found], as_of=as_of)
    return [
        RollLine(
            membership=membership,
            is_official=row.is_official,
            titles=titles.get(row.member_id, ""),
            file=membership.member if row.has_file else None,
            opened=membership.member
            if row.has_file and opens.covers(membership.member.organization.path)
            else None,
        )
        for membership, row in zip(found, roster.rows(scope, found, as_of=as_of), strict=True)
    ]


def typed(member: Member, name: str) -> str:
    """Return what the record says in a field, as one would type it."""
    return str(getattr(member, name) or "")


def value_of(proposal: Proposal) -> Any:
    """Return what a proposal writes into the record."""
    return parse(proposal.to) if proposal.name in DATES else proposal.to


def words(name: str, value: str) -> str:
    """Return a typed value as it is read: codes by their names."""
    if name in DATES or not value:
        return value
    choices = Member._meta.get_field(name).flatchoices  # type: ignore[union-attr]
    return str(dict(choices).get(value, value))


def differences(asked: CorrectionRequest, *, sees_sealed: bool) -> list[Difference]:
    """Return what a request would change in the record, field by field."""
    return [
        _difference(asked.member, one, is_hidden=one.name in Member.SEALED and not sees_sealed)
        for one in proposals(asked.proposed)
    ]


def _difference(member: Member, one: Proposal, *, is_hidden: bool) -> Difference:
    now = typed(member, one.name)
    if one.name in Member.SEALED:
        was, stands, to = (value and VEIL for value in (one.was, now, one.to))
        to = to if is_hidden else one.to
    else:
        was, stands, to = (words(one.name, value) for value in (one.was, now, one.to))
    return Difference(
        name=one.name,
        label=FIELDS[one.name],
        was=was,
        now=stands,
        to=to,
        has_moved=one.taken is None and now not in (one.was, one.to),
        is_hidden=is_hidden,
        taken=one.taken,
    )


def stamp(asked: CorrectionRequest, *, sees_sealed: bool) -> str:
    """Return a mark that changes when what the reader sees of request or record changes."""
    seen = [
        (one.name, one.was, one.to, typed(asked.member, one.name))
        for one in visible(asked, sees_sealed=sees_sealed)
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def visible(asked: CorrectionRequest, *, sees_sealed: bool) -> list[Proposal]:
    """Return what a reader may see and decide of a request."""
    found = proposals(asked.proposed)
    return [one for one in found if sees_sealed or one.name not in Member.SEALED]


def state_of(asked: CorrectionRequest) -> str:
    """Return how a request was answered, empty while it waits."""
    waits = asked.status == CorrectionRequest.Status.WAITING
    return "" if waits else asked.get_status_display()


def to_decide(
    scope: Scope, organization: Organization, by: AbstractBaseUser, *, sees_sealed: bool
) -> list[datetime.date]:
    """Return since when requests wait that this person may decide, the oldest first; one statement.

    A request for sealed facts alone waits for whoever sees them.
    """
    waiting = queries.waiting_at(scope, organization, but=by)
    return [one.asked_on for one in waiting if visible(one, sees_sealed=sees_sealed)]


def obstacles_to_deciding(
    asked: CorrectionRequest,
    by: By,
    *,
    as_of: datetime.date,
    sees_sealed: bool,
    seen: str | None = None,
) -> list[Reason]:
    """Return why somebody may not decide about a request; `seen` is the stamp of their page."""
    is_own = by is not None and asked.member.user_id == by.pk
    place = asked.member.organization
    return rules.obstacles_to_deciding(
        state=state_of(asked),
        is_own=is_own,
        is_stale=seen is not None and seen != stamp(asked, sees_sealed=sees_sealed),
        sees_something=bool(visible(asked, sees_sealed=sees_sealed)),
        others=queries.deciders(Scope.whole(), place, as_of=as_of, but=by.pk if by else None)
        if is_own
        else (),
    )


def held(member: Member, *, revealed: bool = False) -> list[dict[str, str]]:
    """Return the facts of the register about a member; sealed ones masked unless revealed."""
    return [{"label": label, "value": value, "url": ""} for label, value in _held(member, revealed)]


def _held(member: Member, revealed: bool) -> Iterator[tuple[str, str]]:
    yield "Chi bộ", member.organization.name
    yield "Đảng tịch", "Chính thức" if member.is_official else "Dự bị"
    for name, label in FIELDS.items():
        value = getattr(member, name)
        text = str(value) if isinstance(value, PartialDate) else words(name, value)
        yield label, member.veiled(name) if name in Member.SEALED and not revealed else text
