"""What is open in a place whose roles are handed over, and what was handed over before."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from chibo.access import Role, Scope
from chibo.accounts.models import User
from chibo.accounts.queries import names
from chibo.drafts import queries as drafts
from chibo.organizations.models import Organization
from chibo.portal import queries
from chibo.portal.facts.cell import corrections
from chibo.portal.facts.powers import Powers
from members.dues.queries import months_owing
from reports.ratings.rules import year_being_rated


@dataclass(frozen=True)
class OpenWork:
    """One kind of work that is open in a place: in words, how much, where it is listed."""

    words: str
    n: int
    late: int = 0
    url: str = ""

    @property
    def overdue(self) -> str:
        """How much of it is overdue, in words."""
        return f"{self.late} quá hạn" if self.late else ""


def open_work(
    powers: Powers, organization: Organization, user: User, today: datetime.date
) -> tuple[OpenWork, ...]:
    """Return what is open in this very place and with this person, what there is none of left out.

    Eight statements for a cell and for a committee; seven for who changes no members.
    """
    rated = year_being_rated(today)
    open_tasks, late = queries.open_tasks(powers.drafts, organization, as_of=today)
    if organization.is_cell:
        sheets = ("Bảng xếp loại chưa gửi hoặc bị trả lại",
                  queries.open_rating_sheets(powers.ratings, organization))  # fmt: skip
    else:
        waiting = queries.rating_round(powers.ratings, organization, rated).get("submitted", 0)
        sheets = (f"Bảng xếp loại năm {rated} của chi bộ chờ quyết định", waiting)
    found = [
        ("Biên bản chưa khóa", "meetings",
         queries.open_minutes(powers.meetings, organization, drafts=powers.drafts)),
        ("Nhiệm vụ đang làm", "tasks", open_tasks),
        ("Văn bản còn dự thảo", "official_documents",
         queries.open_papers(powers.drafts, organization)),
        ("Báo cáo đang soạn, chưa ban hành", "reports",
         queries.open_reports(powers.reports, organization)),
        (sheets[0], "ratings", sheets[1]),
        ("Tháng đảng phí còn người chưa đóng đủ", "dues", months_owing(powers.dues, organization)),
        ("Đề nghị sửa hồ sơ chưa trả lời", "correction_requests",
         len(corrections(powers, organization, user))),
        ("Ô đang gõ dở, chưa lưu, của đồng chí", "", drafts.count(powers.organizations, user)),
    ]  # fmt: skip
    return tuple(
        OpenWork(
            words,
            n,
            late if name == "tasks" else 0,
            f"{reverse(name)}?to-chuc={organization.code}" if name else "",
        )
        for words, name, n in found
        if n
    )


@dataclass(frozen=True)
class HandedOver:
    """A hand-over as it was logged: who, to whom, which role, from when, and what was open."""

    pk: int
    giver: str
    receiver: str
    role: str
    on: datetime.date
    left_open: tuple[tuple[str, int], ...]


def handed_over(
    scope: Scope, organization: Organization, *, most: int, pk: int | None = None
) -> list[HandedOver]:
    """Return the last hand-overs at a place, or the one of a role; two statements."""
    entries = queries.hand_overs(scope, organization)
    if pk is not None:
        entries = entries.filter(subject_id=str(pk))
    found = [(entry, dict(entry.values or {})) for entry in entries[:most]]
    named = names(scope, {values[key] for _, values in found for key in ("from", "user")})
    return [
        HandedOver(
            int(entry.subject_id),
            named[values["from"]],
            named[values["user"]],
            Role(values["role"]).label,
            datetime.date.fromisoformat(values["starts_on"]),
            tuple((words, n) for words, n in values["left_open"]),
        )
        for entry, values in found
    ]
