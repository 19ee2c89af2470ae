import pytest

from chibo.audit.models import Entry
from reports.inspection import actions
from reports.inspection.models import Inspection
from tests.reports.factories import InspectionFactory

pytestmark = pytest.mark.django_db


def test_a_record_is_corrected_from_what_stands_in_the_database():
    one = InspectionFactory()
    Inspection.objects.update(topics="Ghi bên kia")
    actions.correct_inspection(by=None, inspection=one, conclusion="Tốt")
    assert Entry.objects.get(verb="correct_inspection").values == {"conclusion": ["", "Tốt"]}
    kept = Inspection.objects.get()
    assert (kept.topics, kept.conclusion) == ("Ghi bên kia", "Tốt")


def test_a_correction_that_changes_nothing_leaves_no_trace():
    actions.correct_inspection(by=None, inspection=InspectionFactory(), conclusion="")
    assert not Entry.objects.filter(verb="correct_inspection").exists()
