"""Cells with their secretary, their term and one meeting, and papers of theirs."""

import datetime
from dataclasses import dataclass, replace

from django.utils.timezone import make_aware

from chibo.access import Role, Scope
from chibo.accounts.models import User
from chibo.dates import parse
from chibo.organizations.models import Organization
from meetings.minutes import actions as minutes
from meetings.minutes.models import Meeting
from meetings.register import actions
from meetings.register.actions import PaperContent
from meetings.register.models import OfficialDocument
from members.posts import actions as posts
from members.roster import actions as roster
from tests.chibo.factories import OrganizationFactory, holder
from tests.clock import TODAY

AT = make_aware(datetime.datetime(2026, 11, 22, 9, 0))
RESOLUTION = PaperContent(
    type="NQ",
    subject="lãnh đạo thực hiện nhiệm vụ tháng 12",
    body="I. PHƯƠNG HƯỚNG\n1. Công tác tư tưởng\nQuán triệt nghị quyết của cấp trên.",
    place="Hà Nội",
    dated=datetime.date(2026, 11, 20),
    signer_post="BÍ THƯ",
    signer_name="Nguyễn Hoàng Hải",
    recipients="Đảng ủy (để báo cáo)\nLưu Chi bộ",
)


@dataclass(frozen=True)
class Cell:
    """A cell, who runs it, and what it has."""

    organization: Organization
    committee: Organization
    secretary: User
    meeting: Meeting

    def paper(self, **changes) -> OfficialDocument:
        """Draft a paper that lacks nothing, but for the changes."""
        content = replace(RESOLUTION, **changes)
        return actions.draft(
            by=self.secretary, organization=self.organization, content=content, at=AT
        )

    def issued(self, *, number: int | None = None, **changes) -> OfficialDocument:
        """Draft and issue a paper."""
        return actions.issue(
            by=self.secretary,
            scope=Scope.whole(),
            paper=self.paper(**changes),
            at=AT,
            number=number,
        )


def open_meeting(organization: Organization, held: str, by: User) -> Meeting:
    """Open a regular meeting of an organisation."""
    return minutes.open_meeting(
        by=by,
        scope=Scope.whole(),
        organization=organization,
        kinds={"regular"},
        held=parse(held),
        at=AT,
    )


def found_cell(code: str, committee: Organization) -> Cell:
    """Found a cell with a secretary, a term and a meeting."""
    place = OrganizationFactory(
        code=code, name=f"Chi bộ {code}", parent=committee, locality="Hà Nội"
    )
    secretary = holder(Role.SECRETARY, place, user__username=f"bi-thu-{code}")
    member = roster.enter_member(
        by=secretary,
        organization=place,
        full_name="Nguyễn Hoàng Hải",
        is_official=True,
        today=TODAY,
    )
    posts.appoint(
        by=secretary, member=member, organization=place, post="secretary", starts=parse("2020")
    )
    posts.record_term(by=secretary, organization=place, label="2025-2030", starts=parse("5/2025"))
    return Cell(place, committee, secretary, open_meeting(place, "20/11/2026", secretary))
