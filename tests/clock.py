"""The day on which all tests live, whenever they run."""

import datetime
import time

from django.utils import timezone

TODAY = datetime.date(2026, 11, 22)
MORNING = datetime.datetime(2026, 11, 22, 1, 0, tzinfo=datetime.UTC)  # 08:00 in Việt Nam


class OneDay:
    """What `chibo.clock` reads in tests: time passes, but it began on the morning of `TODAY`."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def now(self) -> datetime.datetime:
        """Return this moment of the tests' day."""
        return MORNING + datetime.timedelta(seconds=time.monotonic() - self._began)

    def localdate(self) -> datetime.date:
        """Return the tests' day in Việt Nam."""
        return timezone.localdate(self.now())
