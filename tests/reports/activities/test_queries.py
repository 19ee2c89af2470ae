import datetime

import pytest

from chibo.access import Place, Scope
from chibo.dates import parse
from reports.activities import queries
from tests.chibo.factories import OrganizationFactory
from tests.reports.factories import AchievementFactory, ActivityFactory, StatedFigureFactory

pytestmark = pytest.mark.django_db
SPAN = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))


def test_a_note_belongs_to_every_year_it_touches():
    cell = OrganizationFactory()
    for words in ("12/2024", "2024-2025", "8/2025", "1/2026"):
        AchievementFactory(organization=cell, when=parse(words))
    scope = Scope.whole()
    found = queries.achievements(scope, cell, *SPAN)
    assert [str(note.when) for note in found] == ["2024-2025", "8/2025"]


@pytest.mark.parametrize(
    ("make", "ask"),
    [
        (ActivityFactory, queries.activities),
        (StatedFigureFactory, queries.stated_figures),
    ],
)
def test_activities_and_figures_are_those_of_the_place_and_the_time(make, ask):
    cell, other = OrganizationFactory(), OrganizationFactory()
    for words in ("2024", "8/2025"):
        make(organization=cell, when=parse(words))
    make(organization=other)
    assert [str(note.when) for note in ask(Scope.whole(), cell, *SPAN)] == ["8/2025"]
    assert not ask(Scope((Place(cell.path, below=True),)), other, *SPAN).exists()


def test_notes_of_a_neighbour_are_not_found():
    own, other = OrganizationFactory(), OrganizationFactory()
    theirs = AchievementFactory(organization=other)
    scope = Scope((Place(own.path, below=True),))
    assert not queries.achievements(scope, other, *SPAN).exists()
    assert not queries.note(scope, type(theirs), theirs.pk).exists()
