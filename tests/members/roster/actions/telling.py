"""What the log and a refusal told."""

from chibo.access import Scope
from chibo.audit import queries as audit


def last(subject):
    return audit.history(Scope.whole(), subject).last()


def fields(refusal):
    return [reason.field for reason in refusal.value.reasons]
