"""The cell of 21 that the tests of minutes meet in, its neighbour, and the secretary's browser."""

from dataclasses import dataclass

import pytest
from django.test import Client

from chibo.access import Role
from chibo.dates import parse
from chibo.organizations.models import Organization
from chibo.regulations.actions import load_known_law
from chibo.vietnamese import fold, name_key
from members.roster.models import Member, Membership
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.members.factories import (
    HoldingFactory,
    MemberFactory,
    StatusPeriodFactory,
)
from tests.members.pages import client


@dataclass(frozen=True)
class Cell:
    """A cell: 19 official and 2 probationary members, one exempt, one away; and a neighbour."""

    organization: Organization
    members: list[Member]
    exempt: Member
    away: Member
    neighbour: Organization
    stranger: Member
    secretary: Client


def _enrolled(organization: Organization, names: list[str]) -> list[Member]:
    """Put members on a roll all at once; those named «Vũ …» are on probation."""
    made = Member.objects.bulk_create(
        Member(
            organization=organization,
            full_name=name,
            search=fold(name),
            sort_key=name_key(name),
            is_official=not name.startswith("Vũ"),
        )
        for name in names
    )
    Membership.objects.bulk_create(
        Membership(member=member, organization=organization, began="recorded") for member in made
    )
    return made


@pytest.fixture
def cell(db) -> Cell:
    """Found the cell and its neighbour, with the law and their members."""
    load_known_law(by=None)
    committee = CommitteeFactory(name="Đảng bộ Sở")
    own = OrganizationFactory(code="mot", name="Chi bộ Một", parent=committee)
    other = OrganizationFactory(code="hai", name="Chi bộ Hai", parent=committee)
    names = [f"Lê Văn {n:02d}" for n in range(1, 20)]
    probationary = ["Vũ Tập 1", "Vũ Tập 2"]
    *members, exempt, away = _enrolled(own, [*names, *probationary, "Cao Miễn", "Cao Vắng"])
    StatusPeriodFactory(member=exempt)
    StatusPeriodFactory(member=away, kind="away", starts=parse("2/2026"))
    HoldingFactory(member=members[0])
    stranger = MemberFactory(organization=other, full_name="Người Nơi Khác")
    browser = client(holder(Role.SECRETARY, own))
    return Cell(own, members, exempt, away, other, stranger, browser)
