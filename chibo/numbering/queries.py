"""What number comes next."""

from chibo.access import Scope
from chibo.numbering.models import NumberSequence
from chibo.organizations.models import Organization


def next_number(scope: Scope, organization: Organization, document_type: str, run: str) -> int:
    """Return the number the next document of a series would get; one statement."""
    found = NumberSequence.objects.filter(
        scope.q(), organization=organization, document_type=document_type, run=run
    ).first()
    return found.last + 1 if found else 1
