"""Keeping and dropping drafts. An autosave is no deed: it is not written in the log."""

import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import QueryDict

from chibo.drafts.models import Draft
from chibo.fields import sealed_names


def keep_draft(
    *, by: AbstractBaseUser, key: str, fields: QueryDict, at: datetime.datetime
) -> Draft:
    """Keep what stands in a form, in place of what was kept before; nothing that lies sealed."""
    kept = {
        name: [value.replace("\0", "") for value in values]
        for name, values in fields.lists()
        if name not in {"csrfmiddlewaretoken", *sealed_names()}
    }
    draft, _ = Draft.objects.update_or_create(
        user_id=by.pk, key=key, defaults={"fields": kept, "saved_at": at}
    )
    return draft


def drop_draft(*, by: AbstractBaseUser, key: str) -> None:
    """Forget a draft: the form was saved, or the person does not want it."""
    Draft.objects.filter(user_id=by.pk, key=key).delete()
