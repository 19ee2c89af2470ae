"""Invented sheets of ratings, made through the room's own actions."""

import datetime

import factory

from chibo.access import Role, Scope
from reports.ratings import actions, queries
from reports.ratings.models import RatingSheet
from reports.ratings.rules import Line
from tests.chibo.factories import OrganizationFactory, holder
from tests.members.factories import MemberFactory

YEAR = 2025
TODAY = datetime.date(2026, 1, 5)
AT = datetime.datetime(2026, 1, 5, 2, 0, tzinfo=datetime.UTC)
WHOLE = Scope.whole()
DEED = {"by": None, "at": AT}


class RatingSheetFactory(factory.Factory):
    """The sheet of 2025 of a cell with members on its roll; one member where it has none."""

    class Meta:
        model = RatingSheet

    organization = factory.SubFactory(OrganizationFactory)
    year = YEAR

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if not queries.roll(WHOLE, kwargs["organization"], as_of=TODAY):
            MemberFactory(organization=kwargs["organization"])
        return actions.open_rating_sheet(today=TODAY, **DEED, **kwargs)


def lines_of(sheet: RatingSheet, **said) -> list[Line]:
    """Return the lines of a sheet, the rated ones with other facts."""
    found = [queries.line_of(line) for line in queries.lines(WHOLE, sheet)]
    return [Line(**{**vars(line), **said}) if line.is_rated else line for line in found]


def write(sheet: RatingSheet, lines: list[Line] | None = None, **said) -> RatingSheet:
    """Write lines on a sheet as its cell would; without `lines` the same of everybody."""
    sheet.refresh_from_db()
    given = {"meeting": None, "cell_level": "", "version": sheet.version, **DEED}
    said = said or {"self_level": "good", "proposed_level": "good", "votes": 1}
    return actions.write_rating_sheet(sheet=sheet, lines=lines or lines_of(sheet, **said), **given)


def submitted(level: str = "good", **kwargs) -> RatingSheet:
    """Return a sheet that proposes one level for everybody and was sent to the committee."""
    sheet = RatingSheetFactory(**kwargs)
    base = sum(line.is_official for line in lines_of(sheet))
    write(sheet, self_level=level, proposed_level=level, votes=base, base=base)
    return actions.submit_rating_sheet(sheet=sheet, text="", version=sheet.version, **DEED)


def decide(sheet: RatingSheet, **said) -> RatingSheet:
    """Decide a sheet as its committee would, as proposed unless said otherwise."""
    sheet.refresh_from_db()
    given = {
        "levels": {x.pk: x.proposed_level for x in queries.lines(WHOLE, sheet)},
        "cell_level": "",
        "decision": "45-QĐ/ĐU",
        "decided_on": TODAY,
        "exception": "",
        "version": sheet.version,
        "today": TODAY,
        **DEED,
    }
    return actions.decide_rating_sheet(sheet=sheet, **{**given, **said})


def leader_of(organization):
    """Return an account of one who leads the committee and decides."""
    return holder(Role.COMMITTEE_LEADER, organization)
