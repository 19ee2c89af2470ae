"""The one clock. Only views, commands and the audit read it; rules and actions are told the day."""

import datetime

from django.utils import timezone


def today() -> datetime.date:
    """Return today's date in Việt Nam (Asia/Ho_Chi_Minh)."""
    return timezone.localdate()


def now() -> datetime.datetime:
    """Return this moment, aware of its time zone."""
    return timezone.now()
