"""Who may do what, where: the permissions, the roles that carry them and the scope they reach.

This is the one page to read. A permission that looks (`VIEW_…`) reaches the place of the
assignment and everything below it; a permission that writes stays at the place itself, unless
it is listed in `REACHES_BELOW`. Somebody else's record is 404, a missing power 403.
"""

import enum
import functools
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from chibo.clock import now, today


class Permission(enum.Enum):
    """One power over the records of an organisation."""

    VIEW_ORGANIZATIONS = "view_organizations"
    CHANGE_ORGANIZATIONS = "change_organizations"
    MANAGE_ACCOUNTS = "manage_accounts"
    VIEW_MEMBERS = "view_members"
    CHANGE_MEMBERS = "change_members"
    VIEW_SENSITIVE = "view_sensitive"
    EXPORT_MEMBERS = "export_members"
    ERASE_MEMBERS = "erase_members"
    VIEW_DISCIPLINE = "view_discipline"
    VIEW_DUES = "view_dues"
    RECORD_DUES = "record_dues"
    VIEW_MEETINGS = "view_meetings"
    RECORD_MEETINGS = "record_meetings"
    LOCK_MINUTES = "lock_minutes"
    UNLOCK_MINUTES = "unlock_minutes"
    VIEW_DOCUMENTS = "view_documents"
    REGISTER_DOCUMENTS = "register_documents"
    ISSUE_DOCUMENTS = "issue_documents"
    VIEW_ACTIVITIES = "view_activities"
    RECORD_ACTIVITIES = "record_activities"
    VIEW_RATINGS = "view_ratings"
    PROPOSE_RATINGS = "propose_ratings"
    REVIEW_RATINGS = "review_ratings"
    DECIDE_RATINGS = "decide_ratings"
    VIEW_REPORTS = "view_reports"
    COMPOSE_REPORTS = "compose_reports"
    ISSUE_REPORTS = "issue_reports"
    VIEW_LOG = "view_log"
    HAND_OVER = "hand_over"


class Role(enum.Enum):
    """What a person is at a place in the tree; the value is the stored name."""

    SECRETARY = "secretary"
    DEPUTY = "deputy"
    CLERK = "clerk"
    DUES_COLLECTOR = "dues_collector"
    MEMBER = "member"
    COMMITTEE_STAFF = "committee_staff"
    COMMITTEE_REVIEWER = "committee_reviewer"
    COMMITTEE_LEADER = "committee_leader"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role's name on a page."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.SECRETARY: "Bí thư",
    Role.DEPUTY: "Phó bí thư",
    Role.CLERK: "Người ghi biên bản",
    Role.DUES_COLLECTOR: "Người thu đảng phí",
    Role.MEMBER: "Đảng viên",
    Role.COMMITTEE_STAFF: "Cán bộ đảng ủy",
    Role.COMMITTEE_REVIEWER: "Người thẩm định của đảng ủy",
    Role.COMMITTEE_LEADER: "Lãnh đạo đảng ủy",
    Role.INSPECTOR: "Người kiểm tra (chỉ xem)",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
}


def known_roles(names: Collection[str]) -> frozenset[Role]:
    """Return the roles with these values; a name that is none stops the start.

    >>> sorted(role.value for role in known_roles({"clerk", "member"}))
    ['clerk', 'member']
    """
    unknown = sorted(set(names) - {role.value for role in Role})
    if unknown:
        known = ", ".join(role.value for role in Role)
        raise ImproperlyConfigured(
            f"CHIBO_SECOND_FACTOR: no such role: {', '.join(unknown)}. Roles: {known}"
        )
    return frozenset(Role(name) for name in names)


_P = Permission
_READ_OWN = frozenset({_P.VIEW_ORGANIZATIONS, _P.VIEW_MEETINGS, _P.VIEW_DOCUMENTS, _P.VIEW_REPORTS})
_READ_ALL = _READ_OWN | {_P.VIEW_MEMBERS, _P.VIEW_ACTIVITIES}
_READ_CONFIDENTIAL = _READ_ALL | {_P.VIEW_DISCIPLINE, _P.VIEW_DUES, _P.VIEW_RATINGS}
_WRITE_DOWN = frozenset(
    {_P.RECORD_MEETINGS, _P.REGISTER_DOCUMENTS, _P.RECORD_ACTIVITIES, _P.COMPOSE_REPORTS}
)
_KEEP_BOOKS = _WRITE_DOWN | {
    _P.CHANGE_MEMBERS,
    _P.RECORD_DUES,
    _P.LOCK_MINUTES,
    _P.PROPOSE_RATINGS,
}
_SIGN = frozenset({_P.LOCK_MINUTES, _P.UNLOCK_MINUTES, _P.ISSUE_DOCUMENTS, _P.ISSUE_REPORTS})
_ANSWER_FOR = _SIGN | {_P.VIEW_LOG, _P.EXPORT_MEMBERS, _P.ERASE_MEMBERS, _P.HAND_OVER}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.SECRETARY: _READ_CONFIDENTIAL | _KEEP_BOOKS | _ANSWER_FOR | {_P.VIEW_SENSITIVE},
    Role.DEPUTY: _READ_CONFIDENTIAL | _KEEP_BOOKS,
    Role.CLERK: _READ_ALL | _WRITE_DOWN,
    Role.DUES_COLLECTOR: _READ_OWN | {_P.VIEW_DUES, _P.RECORD_DUES},
    Role.MEMBER: _READ_OWN,
    Role.COMMITTEE_STAFF: _READ_CONFIDENTIAL
    | _KEEP_BOOKS
    | _SIGN
    | {_P.VIEW_SENSITIVE, _P.EXPORT_MEMBERS, _P.CHANGE_ORGANIZATIONS, _P.REVIEW_RATINGS},
    Role.COMMITTEE_REVIEWER: _READ_CONFIDENTIAL | {_P.REVIEW_RATINGS},
    Role.COMMITTEE_LEADER: _READ_CONFIDENTIAL
    | _ANSWER_FOR
    | {_P.REVIEW_RATINGS, _P.DECIDE_RATINGS},
    Role.INSPECTOR: _READ_CONFIDENTIAL | {_P.VIEW_LOG},
    Role.ADMINISTRATOR: frozenset(
        {_P.VIEW_ORGANIZATIONS, _P.CHANGE_ORGANIZATIONS, _P.MANAGE_ACCOUNTS, _P.VIEW_LOG}
    ),
}
"""`VIEW_DISCIPLINE` also covers inspections under signs of violation; `VIEW_SENSITIVE` the
citizen number, religion and what else is stored sealed."""

REACHES_BELOW = frozenset(
    {permission for permission in Permission if permission.name.startswith("VIEW_")}
    | {
        _P.CHANGE_ORGANIZATIONS,
        _P.MANAGE_ACCOUNTS,
        _P.EXPORT_MEMBERS,
        _P.ERASE_MEMBERS,
        _P.REVIEW_RATINGS,
        _P.DECIDE_RATINGS,
    }
)

PATH_STEP = 4  # decimal digits of a path per level of the tree


def path_successor(path: str) -> str:
    """Return the first path after the whole subtree of a path.

    Numeric, because upper bounds by a «last character» depend on the database's collation.

    >>> path_successor("000100230007")
    '000100230008'
    """
    return str(int(path) + 1).zfill(len(path))


_NEVER = Q(pk__in=[])


@dataclass(frozen=True)
class Place:
    """A place in the tree by its path, alone or with all below it."""

    path: str
    below: bool


@dataclass(frozen=True)
class Scope:
    """The parts of the organisation tree in which somebody may do one thing, on one day.

    Every query is handed one. Conditions are ranges over the materialised path, never lists of
    ids, so that a province of 3,000 cells costs what one cell costs.
    """

    places: tuple[Place, ...] = ()
    everything: bool = False

    @classmethod
    def whole(cls) -> "Scope":
        """Return the scope of commands and of the system itself: the whole tree."""
        return cls(everything=True)

    @classmethod
    def below(cls, path: str) -> "Scope":
        """Return the place with this path and all below it: the condition «of this branch»."""
        return cls((Place(path, below=True),))

    def __bool__(self) -> bool:
        return self.everything or bool(self.places)

    def covers(self, path: str) -> bool:
        """Return whether the place with this path lies in the scope."""
        return self.everything or any(
            path == place.path or (place.below and path.startswith(place.path))
            for place in self.places
        )

    def q(self, organization: str = "organization") -> Q:
        """Return the condition that a row's organisation lies in the scope.

        `organization` is the lookup path to the organisation, empty for organisations themselves.
        The whole tree is a condition that always holds, never an empty `Q`, which Django drops from
        an «or»: there everything would become nothing more. No place is one that never holds.
        """
        if self.everything:
            return ~_NEVER
        column = f"{organization}__path" if organization else "path"
        condition = _NEVER
        for place in self.places:
            condition |= (
                Q(**{f"{column}__gte": place.path, f"{column}__lt": path_successor(place.path)})
                if place.below
                else Q(**{column: place.path})
            )
        return condition


def paths_above(path: str) -> list[str]:
    """Return the paths of a place and of everything above it, the root first.

    >>> paths_above("000100230007")
    ['0001', '00010023', '000100230007']
    """
    return [path[:end] for end in range(PATH_STEP, len(path) + 1, PATH_STEP)]


def scope_of_assignments(assignments: list[tuple[Role, str]], permission: Permission) -> Scope:
    """Return the scope of a permission from (role, path of its place) pairs; overlaps are merged."""
    below = permission in REACHES_BELOW
    paths = sorted({path for role, path in assignments if permission in PERMISSIONS[role]})
    if below:
        paths = [
            path
            for path in paths
            if not any(path != other and path.startswith(other) for other in paths)
        ]
    return Scope(tuple(Place(path, below) for path in paths))


View = Callable[..., HttpResponse]

SHOWN_FOR = 10 * 60
"""Seconds for which having shown who one is lets one do sensitive deeds."""


class SignInNeeded(Exception):
    """Whoever asks must come through the door first, or, `again`, show once more who they are."""

    def __init__(self, *, again: bool = False) -> None:
        super().__init__("sign in again" if again else "sign in")
        self.again = again


def requires(permission: Permission) -> Callable[[View], View]:
    """Let a view run only for those who hold the permission somewhere; hand it `request.scope`.

    Not signed in: the door (`SignInNeeded`). No such power anywhere: 403. Where the power holds
    is left to the queries, which are handed the scope and answer 404.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                raise SignInNeeded
            scope = request.user.scope(permission, on=today())
            if not scope:
                raise PermissionDenied
            request.scope = scope  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def confirmed(view: View) -> View:
    """Let what a view writes be done only by who showed lately who they are; stands innermost.

    The door asks again (`SignInNeeded`), then the same deed goes on. Reading stays free.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = request.session.get("shown_at", 0)
        if request.method == "POST" and now().timestamp() - shown > SHOWN_FOR:
            raise SignInNeeded(again=True)
        return view(request, *args, **kwargs)

    guarded.is_confirmed = True  # type: ignore[attr-defined]
    return guarded


def uncarried(view: View) -> View:
    """Say that the door keeps nothing of what is sent here, as it holds passwords: asked anew."""
    view.is_uncarried = True  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let a view run for everybody with an account: pages about oneself only."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            raise SignInNeeded
        return view(request, *args, **kwargs)

    guarded.permission = "signed in"  # type: ignore[attr-defined]
    return guarded


def public(view: View) -> View:
    """Say that a view is open to everybody, on purpose."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def allows(request: HttpRequest, permission: Permission, path: str) -> bool:
    """Return whether this person may do this at the place with this path, today."""
    return request.user.scope(permission, on=today()).covers(path)  # type: ignore[union-attr]
