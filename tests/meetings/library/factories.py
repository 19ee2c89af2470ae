"""Invented guiding documents, registered through the room's own action."""

import datetime

import factory

from meetings.library import actions
from meetings.library.models import GuidingDocument

TODAY = datetime.date(2026, 11, 22)


class GuidingDocumentFactory(factory.Factory):
    """A directive with a number of its own; say `organization`."""

    class Meta:
        model = GuidingDocument

    symbol = factory.Sequence(lambda n: f"{n + 500}-CT/TW")
    today = TODAY

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return actions.register_document(by=None, **kwargs)
