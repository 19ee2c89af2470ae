"""What a year's records say of each member: the evidence beside a rating."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from chibo.access import Scope
from chibo.organizations.models import Organization
from meetings.minutes.queries import Share, attendance_by_member
from meetings.study.queries import studies_by_member
from meetings.tasks.queries import tasks_by_member
from members.conduct.queries import Conduct, conduct_by_member
from members.dues.queries import DuesMonths, months_by_member
from reports.ratings.queries.figures import residence_reviews

_NONE = Share()


@dataclass(frozen=True)
class Evidence:
    """n of N of a year, of one member or of several in sum.

    `dues` and `disciplined` are None where the viewer may not see them; `residence` is the last
    remark of the year, empty where there was none.
    """

    attended: Share = _NONE
    studied: Share = _NONE
    tasks: Share = _NONE
    dues: Share | None = None
    commended: int = 0
    disciplined: int | None = None
    residence: str = ""


def evidence(
    scope: Scope,
    organization: Organization,
    year: int,
    *,
    until: datetime.date,
    dues: Scope,
    discipline: Scope,
) -> dict[int, Evidence]:
    """Return member → the evidence of a year of a place and of all below it. Seven statements.

    `until` is the last day looked at; dues and discipline are told within their own scopes.
    """
    since, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    span = (scope, organization, since, last)
    attended, studied = attendance_by_member(*span), studies_by_member(*span)
    tasks = tasks_by_member(scope, organization, year, as_of=until)
    conduct = conduct_by_member(*span)
    sees_dues, sees_discipline = (
        dues.covers(organization.path),
        discipline.covers(organization.path),
    )
    paid = months_by_member(dues, organization, since, last) if sees_dues else {}
    said = {
        review.member_id: review.result
        for review in residence_reviews(*span)
        if review.member_id is not None
    }
    return {
        member: Evidence(
            attended.get(member, Share()),
            studied.get(member, Share()),
            tasks.get(member, Share()),
            _months(paid.get(member, DuesMonths())) if sees_dues else None,
            conduct.get(member, Conduct()).commended,
            conduct.get(member, Conduct()).disciplined if sees_discipline else None,
            said.get(member, ""),
        )
        for member in {*attended, *studied, *tasks, *conduct, *paid, *said}
    }


def nothing_known(organization: Organization, *, dues: Scope, discipline: Scope) -> Evidence:
    """Return the evidence of a member of whom the year tells nothing."""
    return Evidence(
        dues=Share() if dues.covers(organization.path) else None,
        disciplined=0 if discipline.covers(organization.path) else None,
    )


def in_sum(several: Iterable[Evidence]) -> Evidence:
    """Return the evidence of several members added up; remarks of residence are not.

    `dues` stays None where the viewer sees nobody's.
    """
    found = list(several)
    paid = [one.dues for one in found if one.dues is not None]
    return Evidence(
        attended=_added(one.attended for one in found),
        studied=_added(one.studied for one in found),
        tasks=_added(one.tasks for one in found),
        dues=_added(paid) if paid else None,
        commended=sum(one.commended for one in found),
        disciplined=sum(one.disciplined or 0 for one in found),
    )


def _months(found: DuesMonths) -> Share:
    return Share(found.settled, found.charged)


def _added(shares: Iterable[Share]) -> Share:
    found = list(shares)
    return Share(sum(one.n for one in found), sum(one.total for one in found))
