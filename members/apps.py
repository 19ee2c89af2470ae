"""The wing «members» as a Django app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """App of the wing."""

    name = "members"
    default_auto_field = "django.db.models.BigAutoField"
