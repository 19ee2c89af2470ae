"""Who signs in, and which role they hold where and until when."""

import datetime
import secrets

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

from chibo.access import Permission, Role, Scope, scope_of_assignments
from chibo.fields import SealedTextField
from chibo.organizations.models import Organization

_CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else


def temporary_password() -> str:
    """Return a new random password that can be read out: three groups of four, 59 bits."""
    return "-".join("".join(secrets.choice(_CLEAR) for _ in range(4)) for _ in range(3))


def recovery_code() -> str:
    """Return a new recovery code, as random and as readable as a temporary password."""
    return temporary_password()


class Users(BaseUserManager["User"]):
    """Finds users; accounts are opened by the action `open_account`."""


class User(AbstractBaseUser):
    """A person with an account. What they may do stands in their assignments, nowhere else.

    `identity` is «issuer subject» of the single sign-on account that is bound to this one.
    """

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=100)
    search = models.CharField(max_length=170, editable=False)
    is_active = models.BooleanField("đang dùng", default=True)
    large_text = models.BooleanField("chữ lớn", default=False)
    password_is_temporary = models.BooleanField("mật khẩu tạm", default=False)
    identity = models.CharField(max_length=400, blank=True, editable=False)

    objects = Users()
    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = "tài khoản"
        constraints = [
            models.UniqueConstraint(
                fields=["identity"], condition=~Q(identity=""), name="user_identity"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """Return the name shown in the frame; Django asks for it by this name."""
        return self.full_name

    def roles_on(self, on: datetime.date) -> list[tuple[Role, str]]:
        """Return (role, path of its place) for the assignments that hold on a day.

        Asked once per person and day: one statement per request, however many questions.
        """
        known: dict[datetime.date, list[tuple[Role, str]]] = self.__dict__.setdefault("_roles", {})
        if on not in known:
            running = self.assignments.filter(
                Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gt=on)
            ).order_by("pk")
            pairs = running.values_list("role", "organization__path")
            known[on] = [(Role(role), path) for role, path in pairs]
        return known[on]

    def demanding_roles(self, on: datetime.date) -> list[Role]:
        """Return the roles of a day that are not exercised without a second factor."""
        return [role for role, _ in self.roles_on(on) if role.value in settings.SECOND_FACTOR_ROLES]

    def second_factors(self) -> list["Authenticator"]:
        """Return apps, passkeys and recovery codes, used ones too, in the order of adding."""
        return list(self.authenticators.order_by("pk"))

    def has_second_factor(self) -> bool:
        """Return whether a password alone is not enough; recovery codes only stand in for others."""
        return self.authenticators.exclude(kind=Authenticator.Kind.RECOVERY).exists()

    def ask_roles_anew(self) -> None:
        """Forget the roles that were asked: a deed of this very request changed them."""
        self.__dict__.pop("_roles", None)

    def scope(self, permission: Permission, *, on: datetime.date) -> Scope:
        """Return where this person holds a permission on a day."""
        return scope_of_assignments(self.roles_on(on), permission)


class Assignment(models.Model):
    """A role that a user holds at a place in the tree, from a day until (not including) a day.

    `with_post`: it ends when the holder's post at this place ends. `delegated_by` is whoever
    handed their own role on for a time.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    role = models.CharField(
        "vai trò", max_length=24, choices=[(role.value, role.label) for role in Role]
    )
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="assignments")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    with_post = models.BooleanField("theo chức vụ", default=False)
    delegated_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ủy quyền"
    )

    class Meta:
        verbose_name = "phân quyền"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="assignment_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["user", "starts_on"], name="assignment_user")]

    def __str__(self) -> str:
        return f"{self.user}: {Role(self.role).label}, {self.organization}"


class Authenticator(models.Model):
    """One second factor of a person: an app that makes codes, a passkey, or a recovery code.

    `secret` is the app's shared secret (base32), the passkey's credential data, or the hash of a
    recovery code. `counter` is the last used time step of an app or the passkey's own counter.
    """

    class Kind(models.TextChoices):
        """What it is."""

        APP = "app", "Ứng dụng tạo mã"
        PASSKEY = "passkey", "Khóa truy cập"
        RECOVERY = "recovery", "Mã khôi phục"

    user = models.ForeignKey(User, models.CASCADE, related_name="authenticators")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    name = models.CharField("tên gọi", max_length=60, blank=True)
    credential = models.CharField(max_length=400, blank=True, editable=False)
    secret = SealedTextField(editable=False)
    counter = models.BigIntegerField(default=0, editable=False)
    added_at = models.DateTimeField("thêm lúc")
    used_at = models.DateTimeField("dùng lần cuối", null=True, blank=True)

    class Meta:
        verbose_name = "yếu tố xác thực thứ hai"
        indexes = [models.Index(fields=["user", "kind"], name="authenticator_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["credential"], condition=~Q(credential=""), name="authenticator_credential"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()


class PortalSession(AbstractBaseSession):
    """One browser's session; whose it is and when it was used, so that it can be listed and ended.

    The key itself is the cookie's value: pages name a session by `public_id`. `seen_at` is empty
    once it was ended by hand.
    """

    public_id = models.CharField(max_length=32, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    started_at = models.DateTimeField("bắt đầu", null=True)
    seen_at = models.DateTimeField("dùng lần cuối", null=True)
    address = models.CharField("địa chỉ", max_length=45, blank=True)
    agent = models.CharField("trình duyệt", max_length=300, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = "phiên đăng nhập"
