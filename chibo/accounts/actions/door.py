"""Coming in and going out, passwords, second factors, single sign-on, and who is put out."""

import datetime
import hmac
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from chibo.access import Scope
from chibo.accounts import queries, rules
from chibo.accounts.models import Authenticator, PortalSession, User
from chibo.audit.ledger import By, action, record
from chibo.reasons import Reason, Refusal, refuse

_KIND = Authenticator.Kind


@action
def sign_in(*, by: User, address: str, at: datetime.datetime) -> None:
    """Write down that somebody came in, or showed again who they are, and from where."""
    _record_at_home(by, "sign_in", by, {"address": address}, at)


@action
def sign_out(*, by: User, address: str, at: datetime.datetime) -> None:
    """Write down that somebody went out; `at` is when they came in."""
    _record_at_home(by, "sign_out", by, {"address": address}, at)


def _record_at_home(
    by: User, verb: str, subject: Model, values: dict[str, Any], at: datetime.datetime
) -> None:
    """Write down what passed at the door in the chain of the person's own place.

    People of different places so never wait for each other there. Who reads it is decided by the
    account, wherever the entry stands.
    """
    home = queries.home(Scope.whole(), by, as_of=timezone.localdate(at))
    record(by=by, verb=verb, subject=subject, organization_id=home, values=values)


@action
def end_session(*, by: User, scope: Scope, user: User, session: PortalSession) -> None:
    """End one session of a person: its browser must come in again. Its row still tells whose it was.

    `scope` is where `by` administers accounts; nobody needs one for their own sessions.
    """
    _refuse_others(by, scope, user)
    _put_out(queries.sessions(Scope.whole(), user).filter(pk=session.pk))
    record(by=by, verb="end_session", subject=user, values={"session": session.public_id})


@action
def end_sessions(
    *, by: User, scope: Scope, user: User, at: datetime.datetime, but: str = ""
) -> int:
    """End all sessions of a person that are alive, but the one with this public id; return how many."""
    _refuse_others(by, scope, user)
    count = _put_all_out(user, at, but)
    record(by=by, verb="end_sessions", subject=user, values={"count": count})
    return count


def _refuse_others(by: User, scope: Scope, user: User) -> None:
    if user.pk != by.pk:
        refuse(rules.obstacles_to_seeing_sessions(queries.reaches_beyond(scope, user)))


def _put_out(sessions: QuerySet[PortalSession]) -> int:
    """End sessions, the one way there is: no row goes, each still tells whose it was."""
    return sessions.update(seen_at=None)


def _put_all_out(user: User, at: datetime.datetime, but: str = "") -> int:
    return _put_out(queries.sessions(Scope.whole(), user, at=at).exclude(public_id=but))


@action
def change_password(
    *,
    by: By,
    user: User,
    password: str,
    at: datetime.datetime,
    but: str = "",
    removes_passkeys: bool = False,
) -> None:
    """Store a new password; the log says that, never what it is.

    All sessions end but the one with the public id `but`. Passkeys open the door without any
    password: they stay, unless their holder wants them gone, too.
    """
    user.set_password(password)
    user.password_is_temporary = False
    user.save()
    removed = _take_passkeys(user) if removes_passkeys else []
    values = {"sessions": _put_all_out(user, at, but), "factors": removed}
    record(by=by, verb="change_password", subject=user, values=values)


@action
def renew_password(
    *, by: By, scope: Scope, user: User, password: str, at: datetime.datetime
) -> None:
    """Give an account a new temporary password; only where all its roles lie in the scope.

    Whoever came in before is out, and no passkey opens the door any more: it may lie where the
    old password does. An app stays, as it opens nothing without the new one.
    """
    refuse(
        rules.obstacles_to_new_password(
            queries.reaches_beyond(scope, user),
            holder_id=user.pk,
            by_id=by.pk if by is not None else None,
        )
    )
    user.set_password(password)
    user.password_is_temporary = True
    user.save()
    values = {"sessions": _put_all_out(user, at), "factors": _take_passkeys(user)}
    record(by=by, verb="renew_password", subject=user, values=values)


def _take_passkeys(user: User) -> list[str]:
    """Take all passkeys away, recovery codes too where no app is left; return the kinds."""
    kinds = {one.kind for one in user.second_factors()}
    if _KIND.PASSKEY not in kinds:
        return []
    goes = {_KIND.PASSKEY} if _KIND.APP in kinds else {_KIND.PASSKEY, _KIND.RECOVERY}
    taken = user.authenticators.filter(kind__in=goes)
    gone = sorted(taken.values_list("kind", flat=True))
    taken.delete()
    return gone


@action
def reset_factors(*, by: By, scope: Scope, user: User, reason: str, at: datetime.datetime) -> None:
    """Take all second factors from an account whose holder came in person; its sessions end.

    Only where all its roles lie in the scope, and never from oneself.
    """
    kinds = sorted(factor.kind for factor in user.second_factors())
    refuse(
        rules.obstacles_to_resetting(
            user.pk,
            by.pk if by is not None else None,
            queries.reaches_beyond(scope, user),
            bool(kinds),
        )
    )
    user.authenticators.all().delete()
    values = {"reason": reason, "factors": kinds, "sessions": _put_all_out(user, at)}
    record(by=by, verb="reset_factors", subject=user, values=values)


@action
def use_code(*, by: By, user: User, code: str, at: datetime.datetime) -> Authenticator:
    """Use the code of an app, or a recovery code, once: of two who send it, one is refused."""
    found = _factor_of(user, code, at)
    if found is None or not _use(found, at, _unused(found)):
        raise Refusal([Reason("Mã chưa đúng hoặc đã dùng rồi.", field="code")])
    _record_at_home(user, "use_authenticator", found, {"kind": found.kind}, at)
    return found


@action
def use_passkey(
    *,
    by: By,
    passkey: Authenticator,
    counter: int,
    asked_at: datetime.datetime,
    at: datetime.datetime,
) -> Authenticator:
    """Note that a passkey signed what was asked since its last use; so each answer is taken once.

    Its counter must have moved, if it counts at all.
    """
    if not (passkey.counter == counter == 0) and counter <= passkey.counter:
        refuse([Reason("Khóa truy cập này có dấu hiệu bị sao chép nên không nhận.")])
    unused = Q(counter=passkey.counter) & (Q(used_at__isnull=True) | Q(used_at__lt=asked_at))
    passkey.counter = counter
    if not _use(passkey, at, unused):
        refuse([Reason("Lần ký này đã dùng rồi. Làm lại.")])
    _record_at_home(passkey.user, "use_authenticator", passkey, {"kind": passkey.kind}, at)
    return passkey


def _factor_of(user: User, code: str, at: datetime.datetime) -> Authenticator | None:
    """Return the factor whose code this is; an app brings the time step as its counter."""
    hashed = rules.recovery_hash(user.pk, code)
    for factor in user.second_factors():
        if factor.kind == _KIND.APP:
            step = rules.accepted_step(factor.secret, code, at, factor.counter)
            if step is not None:
                factor.counter = step
                return factor
        is_unused = factor.kind == _KIND.RECOVERY and factor.used_at is None
        if is_unused and hmac.compare_digest(factor.secret, hashed):
            return factor
    return None


def _unused(factor: Authenticator) -> Q:
    """Return the condition that a code was not used: of an app no later one, a recovery code never."""
    if factor.kind == _KIND.APP:
        return Q(counter__lt=factor.counter)
    return Q(used_at__isnull=True)


def _use(factor: Authenticator, at: datetime.datetime, unused: Q) -> bool:
    """Write down a use in one conditional statement; return False where somebody was faster."""
    row = Authenticator.objects.filter(unused, pk=factor.pk)
    factor.used_at = at
    return bool(row.update(counter=factor.counter, used_at=at))


@action
def bind_identity(*, by: By, user: User, identity: str) -> None:
    """Bind an account to one identity of the single sign-on provider, «issuer subject»."""
    try:
        with transaction.atomic():
            bound = User.objects.filter(pk=user.pk, identity="").update(identity=identity)
    except IntegrityError:
        bound = 0
    if not bound:
        refuse([Reason("Tài khoản này đã gắn với một người khác ở nơi đăng nhập một lần.")])
    user.identity = identity
    record(by=by, verb="bind_identity", subject=user, values={"identity": identity})


@action
def unbind_identity(*, by: By, scope: Scope, user: User, at: datetime.datetime) -> None:
    """Take the single sign-on identity from an account and end its sessions.

    Whoever comes next from the provider with this user name is bound to it.
    """
    refuse(rules.obstacles_to_unbinding(bool(user.identity), queries.reaches_beyond(scope, user)))
    taken, user.identity = user.identity, ""
    user.save(update_fields=["identity"])
    values = {"identity": [taken, ""], "sessions": _put_all_out(user, at)}
    record(by=by, verb="unbind_identity", subject=user, values=values)
