"""A member's life in the Party as one dated timeline, and the facts of the file in words."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from chibo.access import Scope
from chibo.dates import PartialDate
from members.conduct import queries as conduct
from members.conduct.models import Commendation, Discipline
from members.posts import queries as posts
from members.posts.models import PositionHolding
from members.roster import queries as roster
from members.roster.models import Member, Membership, StatusPeriod
from members.roster.rules import Life, party_age

_UNDATED = "Không rõ ngày"
_ONE_MONTH = 31
_SEALED = {
    "citizen_number": "Số định danh cá nhân",
    "religion": "Tôn giáo",
    "ethnicity": "Dân tộc",
}
_ICONS = {"transferred": "swap", "died": "dash"}


@dataclass(frozen=True)
class Event:
    """One line of the timeline; `date` orders it, `day` is shown beside it."""

    date: datetime.date | None
    day: str
    title: str
    icon: str
    kind: str = ""
    text: str = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Year:
    """The events of one year, the newest first; `year` is a word where no date is known."""

    year: int | str
    events: list[Event]


def timeline(
    scope: Scope, member: Member, *, discipline: Scope | None = None, may_change: bool = False
) -> list[Year]:
    """Return a member's life, the newest year first, what has no date last. Four statements.

    `discipline` is where one may see disciplinary measures; without it none is told, where it
    covers the member's place one statement more is asked. With `may_change` the lines carry links
    to the pages that end or correct them.
    """
    memberships = list(roster.memberships(scope, member))
    events = [
        *_standing(member, memberships),
        *_memberships(member, memberships, may_change),
        *_statuses(roster.status_periods(scope, member), may_change),
        *_posts(posts.holdings_of(scope, member), may_change),
        *_awards(conduct.commendations_of(scope, member), member, may_change),
        *_measures(conduct.disciplines_of(discipline or Scope(), member), member, may_change),
    ]
    dated = sorted((e for e in events if e.date), key=_by_date, reverse=True)
    years = [
        Year(year, list(group)) for year, group in groupby(dated, key=lambda e: _by_date(e).year)
    ]
    undated = [event for event in events if event.date is None]
    return [*years, Year(_UNDATED, undated)] if undated else years


def file_facts(member: Member, *, as_of: datetime.date) -> list[dict[str, str]]:
    """Return the facts of the file in words, those that say something."""
    life = Life(
        member.is_official,
        member.born,
        member.admission_decided,
        member.admitted,
        member.recognised,
    )
    age = party_age(life, as_of)
    level = [member.get_education_display(), member.profession]
    facts = [
        ("Ngày sinh", str(member.born)),
        ("Giới tính", member.get_gender_display()),
        ("Quê quán", member.home_town),
        ("Quyết định kết nạp", _of_day(member.admission_decision, member.admission_decided)),
        ("Vào Đảng", str(member.admitted)),
        ("Chính thức", _of_day(str(member.recognised), member.recognition_decision)),
        ("Tuổi đảng", "" if age is None else f"{age} năm"),
        ("Số thẻ đảng", member.card_number),
        ("Số lý lịch", member.file_number),
        ("Chuyên môn", ", ".join(part for part in level if part)),
        ("Lý luận", member.get_political_theory_display()),
    ]
    said = [{"label": label, "value": value, "url": ""} for label, value in facts if value]
    return [*said, *_ways_to_reach(member)]


def sealed_facts(member: Member, *, opened: bool = False) -> list[dict[str, str]]:
    """Return what lies sealed of a member, those facts that are recorded, veiled unless opened."""
    return [
        {
            "label": _SEALED[name],
            "value": getattr(member, name) if opened else member.veiled(name),
            "url": "",
        }
        for name in Member.SEALED
        if getattr(member, name)
    ]


def _standing(member: Member, memberships: list[Membership]) -> Iterator[Event]:
    if member.admitted:
        here = [m for m in memberships if m.began == Membership.Began.ADMITTED]
        where = here[0].organization.name if here else ""
        text = _joined(where, member.admission_decision)
        yield _event(member.admitted, "Kết nạp vào Đảng", "start", "key", text)
    if member.recognised:
        title = "Công nhận đảng viên chính thức"
        yield _event(member.recognised, title, "check", "key", member.recognition_decision)


def _memberships(
    member: Member, memberships: list[Membership], may_change: bool
) -> Iterator[Event]:
    for membership in memberships:
        url = reverse("correct_membership", args=[membership.pk]) if may_change else ""
        came_by_admission = membership.began == Membership.Began.ADMITTED
        if not (came_by_admission and member.admitted and membership.starts == member.admitted):
            yield _event(
                membership.starts,
                f"{_arrival(membership)}: {membership.organization}",
                "in",
                text=_joined(_from(membership.elsewhere), membership.decision),
                url=url,
            )
        if membership.ended:
            yield _event(
                membership.ends,
                membership.get_ended_display(),
                _ICONS.get(membership.ended, "out"),
                "" if membership.ended in _ICONS else "bad",
                _joined(membership.destination, membership.ending_decision),
                url=url,
                ending=True,
            )


def _statuses(periods: Iterable[StatusPeriod], may_change: bool) -> Iterator[Event]:
    for period in periods:
        url = reverse("end_status", args=[period.pk]) if may_change else ""
        yield _event(
            period.starts,
            period.get_kind_display(),
            "shield" if period.kind == StatusPeriod.Kind.SUSPENDED else "dash",
            "" if period.ends else "now",
            _joined(period.note, period.decision),
            url=url,
            link="Sửa" if period.ends else "Ghi kết thúc",
        )
        if period.ends:
            title = f"Hết {_lower(period.get_kind_display())}"
            yield _event(period.ends, title, "undo", ending=True)


def _posts(holdings: Iterable[PositionHolding], may_change: bool) -> Iterator[Event]:
    for holding in holdings:
        name = "correct_post" if holding.ends else "end_post"
        title = posts.title_of(holding)
        term = f"nhiệm kỳ {holding.term}" if holding.term else ""
        field = f"phụ trách {holding.assigned_field}" if holding.assigned_field else ""
        yield _event(
            holding.starts,
            f"Giữ chức vụ {title}",
            "people",
            text=_joined(holding.organization.name, term, field),
            url=reverse(name, args=[holding.pk]) if may_change else "",
            link="Sửa" if holding.ends else "Ghi thôi chức vụ",
        )
        if holding.ends:
            yield _event(holding.ends, f"Thôi chức vụ {title}", "undo", ending=True)


def _awards(
    commendations: Iterable[Commendation], member: Member, may_change: bool
) -> Iterator[Event]:
    for commendation in commendations:
        nominated = commendation.standing == Commendation.Standing.NOMINATED
        title = conduct.title_of(commendation)
        period = f"giai đoạn {commendation.period}" if commendation.period else ""
        yield _event(
            commendation.when,
            f"Đề nghị: {title}" if nominated else title,
            "ribbon",
            "now" if nominated else "good",
            _joined(commendation.decision, period, commendation.reason),
            url=_correct("correct_commendation", commendation, member, may_change),
            link="Sửa, đã được tặng" if nominated else "Sửa",
        )


def _measures(
    disciplines: Iterable[Discipline], member: Member, may_change: bool
) -> Iterator[Event]:
    for measure in disciplines:
        yield _event(
            measure.when,
            f"Kỷ luật: {_lower(str(measure))}",
            "shield",
            "bad",
            _joined(measure.decided_by, measure.decision, measure.reason),
            url=_correct("correct_discipline", measure, member, may_change),
        )


def _correct(name: str, record: Commendation | Discipline, member: Member, may_change: bool) -> str:
    """Return the page that corrects a record: only where it arose is it corrected."""
    here = record.organization_id == member.organization_id
    return reverse(name, args=[record.pk]) if may_change and here else ""


def _event(
    date: PartialDate,
    title: str,
    icon: str,
    kind: str = "",
    text: str = "",
    *,
    url: str = "",
    link: str = "Sửa",
    ending: bool = False,
) -> Event:
    on = date.latest if ending else date.earliest
    return Event(on, _day(date), title, icon, kind, text, url, link)


def _day(date: PartialDate) -> str:
    """Return the date without its year, which stands above: 20/11, tháng 7."""
    if date.exact:
        return f"{date.exact.day:02d}/{date.exact.month}"
    if date.earliest is None or date.latest is None:
        return "–"
    if (date.latest - date.earliest).days < _ONE_MONTH:
        return f"tháng\N{NO-BREAK SPACE}{date.earliest.month}"
    same_year = date.earliest.year == date.latest.year
    return "trong năm" if same_year else date.words


def _arrival(membership: Membership) -> str:
    if membership.is_temporary:
        return "Sinh hoạt tạm thời tại"
    return membership.get_began_display()


def _ways_to_reach(member: Member) -> Iterator[dict[str, str]]:
    if member.phone:
        dialled = "".join(c for c in member.phone if c.isdigit() or c == "+")
        yield {"label": "Điện thoại", "value": member.phone, "url": f"tel:{dialled}"}
    if member.email:
        yield {"label": "Thư điện tử", "value": member.email, "url": f"mailto:{member.email}"}


def _by_date(event: Event) -> datetime.date:
    return event.date or datetime.date.min


def _from(place: str) -> str:
    return f"từ {place}" if place else ""


def _of_day(what: str, more: object) -> str:
    return _joined(what, str(more) if more else "")


def _joined(*parts: str) -> str:
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
