"""Finding what was published: by year, by meeting, one by one."""

from django.db.models import F, Prefetch, QuerySet

from chibo.access import Scope
from chibo.fields import in_words
from chibo.organizations.models import Organization
from meetings.minutes import queries as minutes
from meetings.minutes.models import Meeting
from meetings.press.models import Photo, PressItem


def press_items(
    scope: Scope, organization: Organization, *, year: int | None = None, q: str = ""
) -> QuerySet[PressItem]:
    """Return what was published about an organisation and all below it, newest first.

    With a year: what was published in it, or began to be possible in it. With q: what holds all
    its words, marks apart. Two statements: photos are at hand.
    """
    found = _items(scope).filter(Scope.below(organization.path).q(), in_words(q))
    return found if year is None else found.filter(published_earliest__year=year)


def undated(scope: Scope, organization: Organization) -> QuerySet[PressItem]:
    """Return the items of which nobody knows when they were published. Two statements."""
    return press_items(scope, organization).filter(published_earliest__isnull=True)


def items_of_meeting(scope: Scope, meeting: Meeting) -> QuerySet[PressItem]:
    """Return what was published about a meeting, newest first. Two statements."""
    return _items(scope).filter(meeting=meeting)


def years(scope: Scope, organization: Organization) -> list[int]:
    """Return the years in which something was published, newest first. One statement."""
    found = (
        press_items(scope, organization)
        .prefetch_related(None)
        .filter(published_earliest__isnull=False)
        .order_by()
        .values_list("published_earliest__year", flat=True)
        .distinct()
    )
    return sorted(found, reverse=True)


def press_item(scope: Scope, pk: int) -> QuerySet[PressItem]:
    """Return one item with its photos, if it is in scope: none or one row."""
    return _items(scope).filter(pk=pk)


def photo(scope: Scope, pk: int) -> QuerySet[Photo]:
    """Return one photo, if its item is in scope: none or one row."""
    return Photo.objects.filter(scope.q("press_item__organization"), pk=pk).select_related(
        "press_item__organization"
    )


def possible_meetings(scope: Scope, organization: Organization) -> QuerySet[Meeting]:
    """Return the meetings of this very organisation that an item can be about, newest first."""
    return minutes.meetings(scope, organization).filter(organization=organization)


def _items(scope: Scope) -> QuerySet[PressItem]:
    return (
        PressItem.objects.filter(scope.q())
        .select_related("organization")
        .prefetch_related(Prefetch("photos", Photo.objects.order_by("order", "pk")))
        .order_by(F("published_earliest").desc(nulls_last=True), "-pk")
    )
