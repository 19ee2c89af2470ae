"""Who signs in, and which role they hold where and until when."""

import datetime
import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from chibo.access import Permission, Role, Scope, scope_of_assignments
from chibo.organizations.models import Organization

_CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else


def temporary_password() -> str:
    """Return a new random password that can be read out: three groups of four, 59 bits."""
    return "-".join("".join(secrets.choice(_CLEAR) for _ in range(4)) for _ in range(3))


class Users(BaseUserManager["User"]):
    """Finds users; accounts are opened by the action `open_account`."""


class User(AbstractBaseUser):
    """A person with an account. What they may do stands in their assignments, nowhere else."""

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=100)
    search = models.CharField(max_length=170, editable=False)
    is_active = models.BooleanField("đang dùng", default=True)
    large_text = models.BooleanField("chữ lớn", default=False)

    objects = Users()
    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = "tài khoản"

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

    def scope(self, permission: Permission, *, on: datetime.date) -> Scope:
        """Return where this person holds a permission on a day."""
        return scope_of_assignments(self.roles_on(on), permission)


class Assignment(models.Model):
    """A role that a user holds at a place in the tree, from a day until (not including) a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    role = models.CharField(
        "vai trò", max_length=24, choices=[(role.value, role.label) for role in Role]
    )
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="assignments")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)

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
