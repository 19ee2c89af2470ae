"""Finding one's own drafts: a draft has an owner, not a place."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import QueryDict

from chibo.access import Scope
from chibo.drafts.models import Draft


def draft(scope: Scope, user: AbstractBaseUser, key: str) -> Draft | None:
    """Return this person's draft of a form; the caller's scope must not be empty."""
    return Draft.objects.filter(user=user.pk, key=key).first() if scope else None


def typed(draft: Draft) -> QueryDict:
    """Return the draft's fields as a form takes them."""
    data = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        data.setlist(name, values)
    return data


def count(scope: Scope, user: AbstractBaseUser) -> int:
    """Return how many forms this person has typed into and not saved; one statement."""
    return Draft.objects.filter(user=user.pk).count() if scope else 0
