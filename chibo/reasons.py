"""Why something may not be done, said once and shown wherever the deed is offered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Reason:
    """One reason in words for the person, with the clause it rests on and where to mend it.

    `field` names the form field beside which the reason is shown; empty means the whole form.
    """

    text: str
    clause: str = ""
    url: str = ""
    field: str = ""


GONE = Reason(
    "Người khác vừa bỏ bản ghi này khỏi sổ, nên không ghi thêm vào nó được. "
    "Tải lại trang để xem sổ hiện nay."
)
"""Why a deed on a row that somebody took out meanwhile is not done."""


class Refusal(Exception):
    """An action's No: the rules' reasons, none of them empty."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__("; ".join(reason.text for reason in reasons))
        self.reasons = tuple(reasons)


def refuse(reasons: Sequence[Reason]) -> None:
    """Raise Refusal where there are reasons; the first stanza of every action."""
    if reasons:
        raise Refusal(reasons)


def without_links(reasons: Sequence[Reason]) -> list[Reason]:
    """Return reasons for somebody who may not mend what they are about: the words alone."""
    return [replace(reason, url="") for reason in reasons]
