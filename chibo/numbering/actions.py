"""Drawing numbers for documents, and opening a series in mid-term."""

from chibo.audit.ledger import By, action, record
from chibo.numbering import rules
from chibo.numbering.models import DrawnNumber, NumberSequence
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse


@action
def draw(
    *, by: By, organization: Organization, document_type: str, run: str, number: int | None = None
) -> int:
    """Take the next number of a series, or a given free one; the series is locked meanwhile.

    A given number above the last one becomes the last: so a cell that joins in mid-term goes on
    from its paper book. Refuses a number that is taken, without saying by what.
    """
    refuse(rules.obstacles_to_number(number))
    NumberSequence.objects.get_or_create(
        organization=organization, document_type=document_type, run=run
    )
    sequence = NumberSequence.objects.select_for_update().get(
        organization=organization, document_type=document_type, run=run
    )
    drawn = number if number is not None else sequence.last + 1
    if sequence.drawn.filter(number=drawn).exists():
        refuse([Reason(f"Số {drawn:02d} đã cấp cho văn bản khác. Chọn số khác.", field="number")])
    DrawnNumber.objects.create(sequence=sequence, number=drawn)
    sequence.last = max(sequence.last, drawn)
    sequence.save()
    record(
        by=by,
        verb="draw",
        subject=sequence,
        organization_id=organization.pk,
        values={"type": document_type, "run": run, "number": drawn},
    )
    return drawn
