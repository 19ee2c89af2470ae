"""The wing «reports» as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """App of the wing."""

    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"
