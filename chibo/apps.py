"""The floor as a Django app: lookups it needs and the law it brings."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models import CharField
from django.db.models.functions import Length
from django.db.models.signals import post_migrate


class ChiboConfig(AppConfig):
    """App of the floor."""

    name = "chibo"
    verbose_name = "Sổ chi bộ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register lookups, the sentences of forms, who hears of sign-ins, the law to load."""
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from chibo import sentences
        from chibo.access import known_roles
        from chibo.accounts.backend import log_sign_in, log_sign_out
        from chibo.accounts.sessions import note_sign_in

        known_roles(settings.SECOND_FACTOR_ROLES)
        sentences.speak()
        CharField.register_lookup(Length)
        user_logged_in.connect(note_sign_in)
        user_logged_in.connect(log_sign_in)
        user_logged_out.connect(log_sign_out)
        post_migrate.connect(_load_known_law, sender=self)


def _load_known_law(**kwargs: Any) -> None:
    from chibo.regulations.actions import load_known_law

    load_known_law(by=None)
