"""What the tests of pages share: a cell with its people, a neighbour, and who looks."""

import html
import re
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chibo.access import Role
from chibo.accounts.models import User
from chibo.organizations.models import Organization
from chibo.regulations.actions import load_known_law
from members.roster.models import Member
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.members.factories import MemberFactory, ProbationaryFactory


@dataclass(frozen=True)
class Cells:
    """A committee with two cells; in each a member, in the first also one on probation."""

    committee: Organization
    own: Organization
    sibling: Organization
    member: Member
    probationary: Member
    neighbour: Member


def build() -> Cells:
    """Found the cells, load the law and write their members into the rolls."""
    load_known_law(by=None)
    committee = CommitteeFactory(name="Đảng bộ Sở")
    own = OrganizationFactory(code="mot", name="Chi bộ Một", parent=committee)
    sibling = OrganizationFactory(code="hai", name="Chi bộ Hai", parent=committee)
    return Cells(
        committee,
        own,
        sibling,
        MemberFactory(organization=own, full_name="Đỗ Văn Đông"),
        ProbationaryFactory(organization=own, full_name="Vũ Lê Huy"),
        MemberFactory(organization=sibling, full_name="Bùi Thị Đông"),
    )


def client(user: User | None) -> Client:
    """Return a browser in which this person is signed in."""
    browser = Client()
    if user is not None:
        browser.force_login(user, backend="chibo.accounts.backend.AccountBackend")
    return browser


def secretary(organization: Organization) -> Client:
    """Return the browser of a secretary of the organisation."""
    return client(holder(Role.SECRETARY, organization))


def statements(client: Client, address: str) -> int:
    """Return how many SQL statements a page costs once it has been opened before."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def inputs(response) -> dict[str, str]:
    """Return what stands in the inputs of a page, by name; buttons to choose from are left out."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", text(response)):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") not in {"radio", "checkbox"} and "name" in attributes:
            found[attributes["name"]] = html.unescape(attributes.get("value", ""))
    return found


def text(response) -> str:
    """Return the page; fails where there is none."""
    assert response.status_code == 200, response.status_code
    return response.content.decode()
