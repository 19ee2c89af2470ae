"""Days and moments of the demo, written short."""

import datetime
from zoneinfo import ZoneInfo

from chibo.dates import PartialDate, parse

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def on(day: str) -> PartialDate:
    """Return the partial date that these words name: «13/01/2022», «12/2027», «2021»."""
    return parse(day)


def at(day: datetime.date, hour: int = 17) -> datetime.datetime:
    """Return an hour of a day in Việt Nam."""
    return datetime.datetime.combine(day, datetime.time(hour), ZONE)


def workday(year: int, month: int, day: int) -> datetime.date:
    """Return this day, or the Monday after it where it falls on a weekend."""
    date = datetime.date(year, month, day)
    return date + datetime.timedelta(days=max(0, 7 - date.weekday()) if date.weekday() > 4 else 0)
