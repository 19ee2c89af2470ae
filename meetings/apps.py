"""The wing «meetings» as a Django app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """App of the wing."""

    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
