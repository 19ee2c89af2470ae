"""The demo's accounts: one for each role, with passwords made at that moment."""

import datetime
from dataclasses import dataclass

from chibo.access import Role, Scope
from chibo.accounts import actions, queries
from chibo.accounts.models import User, temporary_password
from chibo.audit.ledger import By
from chibo.clock import now
from chibo.organizations.models import Organization


@dataclass(frozen=True)
class Person:
    """An account of the demo; the first of its places is the one it is named for."""

    username: str
    full_name: str
    role: Role
    places: tuple[str, ...]


_ROOTS = (
    "mau-dang-uy",
    "so-tttt",
    "dang-uy-btp",
    "dang-uy-khoi-ubdt",
    "quan-uy-quan1",
    "dang-bo-tct",
)
PEOPLE = (
    Person("bithu.mau", "Đinh Công Phúc", Role.SECRETARY, ("mau",)),
    Person("thuky.mau", "Trần Thị Ngọc Ánh", Role.CLERK, ("mau",)),
    Person("dangvien.mau", "Vũ Minh Khôi", Role.MEMBER, ("mau",)),
    Person("bithu.mau2", "Hoàng Văn Lộc", Role.SECRETARY, ("mau-2",)),
    Person("phobithu.mau", "Lê Thị Thu Hà", Role.DEPUTY, ("mau",)),
    Person("thuphi.mau", "Bùi Quang Thái", Role.DUES_COLLECTOR, ("mau",)),
    Person("lanhdao.mau", "Ngô Đức Thành", Role.COMMITTEE_LEADER, ("mau-dang-uy",)),
    Person("thamdinh.mau", "Dương Thị Kim Oanh", Role.COMMITTEE_REVIEWER, ("mau-dang-uy",)),
    Person("kiemtra.mau", "Đặng Hữu Nghĩa", Role.INSPECTOR, ("mau-dang-uy",)),
    Person("canbo.mau", "Phan Thị Mai Lan", Role.COMMITTEE_STAFF, ("mau-dang-uy",)),
    Person("quantri", "Quản trị minh họa", Role.ADMINISTRATOR, _ROOTS),
    Person("bithu.so-tttt", "Bí thư minh họa", Role.SECRETARY, ("so-tttt",)),
    Person("bithu.cuc-cntt-btp", "Bí thư minh họa", Role.SECRETARY, ("cuc-cntt-btp",)),
    Person("bithu.tttt-ubdt", "Bí thư minh họa", Role.SECRETARY, ("tttt-ubdt",)),
    Person("bithu.ttcntt-quan1", "Bí thư minh họa", Role.SECRETARY, ("ttcntt-quan1",)),
    Person("canbo.cntt-tct", "Cán bộ minh họa", Role.COMMITTEE_STAFF, ("cntt-tct",)),
)


@dataclass(frozen=True)
class Credentials:
    """One line of the accounts file; the password is known here and nowhere else."""

    username: str
    password: str
    role: str
    organization: str


def usernames_taken() -> list[str]:
    """Return which of the demo's user names somebody has already."""
    whole = Scope.whole()
    return [one.username for one in PEOPLE if queries.is_username_taken(whole, one.username)]


def open_all(
    *, by: By, places: dict[str, Organization], since: datetime.date
) -> tuple[list[User], list[Credentials]]:
    """Open the accounts with their roles; return them, and what one signs in with."""
    users, credentials = [], []
    for one in PEOPLE:
        password = temporary_password()
        user = actions.open_account(
            by=by, username=one.username, full_name=one.full_name, password=password
        )
        for code in one.places:
            actions.assign(
                by=by, user=user, role=one.role, organization=places[code], starts_on=since
            )
        users.append(user)
        credentials.append(Credentials(one.username, password, one.role.value, one.places[0]))
    return users, credentials


def renew_all(*, by: By, users: dict[str, User]) -> list[Credentials]:
    """Give the accounts that are still there new passwords; return what one signs in with."""
    credentials = []
    for one in PEOPLE:
        if one.username in users:
            password = temporary_password()
            user = users[one.username]
            actions.change_password(by=by, user=user, password=password, at=now())
            credentials.append(Credentials(one.username, password, one.role.value, one.places[0]))
    return credentials
