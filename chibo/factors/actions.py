"""Adding, naming and taking away one's own second factors."""

import datetime

from django.db import IntegrityError, transaction

from chibo.accounts.models import Authenticator, User, recovery_code
from chibo.accounts.passkeys import NewKey
from chibo.accounts.rules import recovery_hash
from chibo.audit.ledger import By, action, record
from chibo.factors import rules
from chibo.reasons import GONE, Reason, refuse

_KIND = Authenticator.Kind


@action
def add_app(
    *, by: By, user: User, name: str, secret: str, step: int, at: datetime.datetime
) -> Authenticator:
    """Add an app that has shown its code for a time step; that code is used up by it."""
    refuse(rules.obstacles_to_adding(_count(user)))
    added = Authenticator.objects.create(
        user=user, kind=_KIND.APP, name=name, secret=secret, counter=step, added_at=at
    )
    record(by=by, verb="add_app", subject=added, values={"user": user.pk, "name": name})
    return added


@action
def add_passkey(
    *, by: By, user: User, name: str, key: NewKey, at: datetime.datetime
) -> Authenticator:
    """Add a passkey; one key serves one account."""
    refuse(rules.obstacles_to_adding(_count(user)))
    added = Authenticator(
        user=user,
        kind=_KIND.PASSKEY,
        name=name,
        credential=key.credential,
        secret=key.public,
        counter=key.counter,
        added_at=at,
    )
    try:
        with transaction.atomic():
            added.save()
    except IntegrityError:
        refuse([Reason("Khóa truy cập này đã có người dùng. Chọn khóa khác.")])
    record(by=by, verb="add_passkey", subject=added, values={"user": user.pk, "name": name})
    return added


@action
def rename_authenticator(*, by: By, authenticator: Authenticator, name: str) -> Authenticator:
    """Call an app or a passkey by another name."""
    before, authenticator.name = authenticator.name, name
    authenticator.save(update_fields=["name"])
    record(
        by=by, verb="rename_authenticator", subject=authenticator, values={"name": [before, name]}
    )
    return authenticator


@action
def remove_authenticator(
    *, by: By, authenticator: Authenticator, on: datetime.date
) -> Authenticator:
    """Take an app or a passkey away; with the last one the recovery codes go, too.

    The holder is locked meanwhile, so that of the last two not both go at once.
    """
    user = User.objects.select_for_update().get(pk=authenticator.user_id)
    if not user.authenticators.filter(pk=authenticator.pk).exists():
        refuse([GONE])
    left = _count(user, besides=authenticator)
    refuse(rules.obstacles_to_removing(left, [role.label for role in user.demanding_roles(on)]))
    record(
        by=by,
        verb="remove_authenticator",
        subject=authenticator,
        values={"user": user.pk, "kind": authenticator.kind, "name": authenticator.name},
    )
    Authenticator.objects.filter(pk=authenticator.pk).delete()
    if left == 0:
        user.authenticators.all().delete()
    return authenticator


@action
def renew_recovery_codes(*, by: By, user: User, at: datetime.datetime) -> list[str]:
    """Return new recovery codes, told once; only their hashes are kept, and older ones are void."""
    if _count(user) == 0:
        refuse([Reason("Mã khôi phục thay cho ứng dụng hay khóa truy cập. Thêm một cách trước.")])
    codes = [recovery_code() for _ in range(rules.RECOVERY_CODES)]
    user.authenticators.filter(kind=_KIND.RECOVERY).delete()
    Authenticator.objects.bulk_create(
        Authenticator(
            user=user, kind=_KIND.RECOVERY, secret=recovery_hash(user.pk, code), added_at=at
        )
        for code in codes
    )
    record(by=by, verb="renew_recovery_codes", subject=user, values={"count": len(codes)})
    return codes


def _count(user: User, besides: Authenticator | None = None) -> int:
    """Return how many apps and passkeys somebody has."""
    kept = user.authenticators.exclude(kind=_KIND.RECOVERY)
    return kept.exclude(pk=besides.pk).count() if besides is not None else kept.count()
