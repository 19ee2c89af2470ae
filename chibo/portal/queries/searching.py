"""What one word finds in the whole portal."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from chibo.access import Scope
from chibo.fields import in_words
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.vietnamese import fold, normalise
from meetings.minutes.models import Meeting
from members.roster import queries as roster
from members.roster.models import Member
from reports.yearend.models import Report


def found_members(scope: Scope, q: str) -> QuerySet[Member]:
    """Return the members in scope whose name holds q's words, those with the same marks first."""
    found = roster.members(scope).filter(in_words(q))
    return found.order_by(_same_marks("full_name", q), "sort_key", "pk")


def found_organizations(scope: Scope, q: str) -> QuerySet[Organization]:
    """Return the organisations in scope whose name or code contains q, same marks first."""
    return organizations.tree(scope, q=q).order_by(_same_marks("name", q), "path")


def found_meetings(scope: Scope, q: str, *, drafts: Scope) -> QuerySet[Meeting]:
    """Return the meetings in scope in which q's words stand; drafts only where they may be read."""
    return (
        Meeting.objects.filter(scope.q(), Q(status=Meeting.Status.LOCKED) | drafts.q(), in_words(q))
        .select_related("organization", "chair")
        .prefetch_related("kinds")
        .order_by("-held_earliest", "-pk")
    )


def found_reports(scope: Scope, q: str) -> QuerySet[Report]:
    """Return the reports in scope in whose subject or organisation q's words stand, newest first."""
    words = [
        Q(search__contains=word) | Q(organization__search__contains=word)
        for word in fold(q).split()
    ]
    return (
        Report.objects.filter(scope.q(), *words)
        .select_related("organization")
        .order_by("-ends", "-pk")
    )


def _same_marks(column: str, q: str) -> Case:
    """Order what is written with the same marks before what only folds to the same letters."""
    words = " ".join(normalise(q).split())
    spelt = Q()
    for spelling in {words, words.lower(), words.title(), words.upper()}:
        spelt |= Q(**{f"{column}__contains": spelling})
    return Case(When(spelt, then=Value(0)), default=Value(1), output_field=IntegerField())
