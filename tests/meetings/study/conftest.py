"""A cell of four with one exempt, its neighbour and committee, and who looks."""

from dataclasses import dataclass

import pytest
from django.test import Client

from chibo.access import Role
from chibo.dates import parse
from chibo.organizations.models import Organization
from meetings.library.models import GuidingDocument
from meetings.minutes import actions as minutes
from meetings.minutes.facts import DocumentContent, ItemContent, Mark
from meetings.minutes.models import Meeting
from members.roster.models import Member
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.meetings.factories import AT, MeetingFactory, content
from tests.meetings.library.factories import GuidingDocumentFactory
from tests.members.factories import MemberFactory, StatusPeriodFactory
from tests.members.pages import client

HELD = parse("05/03/2025")


@dataclass(frozen=True)
class World:
    """Anh, Bình, Chi and Dung are members of the first cell; Miễn is exempt, Hùng a neighbour."""

    committee: Organization
    own: Organization
    sibling: Organization
    members: list[Member]
    exempt: Member
    neighbour: Member
    document: GuidingDocument
    browser: Client
    staff: Client


@pytest.fixture
def world(db) -> World:
    """Found the cells with their members, and put one document into the committee's register."""
    committee = CommitteeFactory(code="dang-bo", name="Đảng bộ Sở")
    own = OrganizationFactory(code="mot", name="Chi bộ Một", parent=committee)
    sibling = OrganizationFactory(code="hai", name="Chi bộ Hai", parent=committee)
    names = ("Lê Văn Anh", "Lê Văn Bình", "Lê Thị Chi", "Lê Thị Dung")
    members = [MemberFactory(organization=own, full_name=name) for name in names]
    exempt = MemberFactory(organization=own, full_name="Cao Văn Miễn")
    StatusPeriodFactory(member=exempt, starts=parse("01/01/2024"))
    return World(
        committee,
        own,
        sibling,
        members,
        exempt,
        MemberFactory(organization=sibling, full_name="Phan Văn Hùng"),
        GuidingDocumentFactory(organization=committee, symbol="21-KL/TW"),
        client(holder(Role.SECRETARY, own)),
        client(holder(Role.COMMITTEE_STAFF, committee)),
    )


@pytest.fixture
def meeting(world) -> Meeting:
    """Hold and lock a meeting that read the document; Bình came late, Dung was not there."""
    opened = MeetingFactory(organization=world.own, held=HELD)
    late, away = world.members[1], world.members[3]
    written = minutes.write_minutes(
        by=None,
        meeting=opened,
        content=content(
            held=HELD,
            items=(ItemContent("Quán triệt", documents=(DocumentContent(world.document.pk),)),),
            marks=(Mark(late.pk, "late"), Mark(away.pk, "excused", "ốm")),
        ),
        version=opened.version,
        at=AT,
    )
    written.status = Meeting.Status.LOCKED
    written.save()
    return written
