"""What the demo loaded, told by the log."""

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from chibo.access import Scope
from chibo.audit.models import Entry
from chibo.organizations.models import Organization

LOAD_DEMO = "load_demo"
"""Verb of the audit under which the demo's root organisations were loaded."""


def demo_roots(scope: Scope) -> QuerySet[Organization]:
    """Return the root organisations in scope that the demo loaded. One statement.

    The audit is the record of what was loaded: it stays when the demo is wiped, the rows do not.
    """
    loaded = Entry.objects.filter(
        subject_type=Organization._meta.label,
        subject_id=Cast(OuterRef("pk"), CharField()),
        verb=LOAD_DEMO,
    )
    return Organization.objects.filter(scope.q(""), Exists(loaded), parent__isnull=True).order_by(
        "path"
    )
