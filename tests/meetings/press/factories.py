"""Invented news items and photos, made through the room's own actions."""

import datetime

import factory
from django.utils import timezone

from chibo.access import Scope
from chibo.dates import parse
from chibo.files.rules import Upload
from meetings.minutes import actions as minutes
from meetings.minutes.models import Meeting
from meetings.press import actions
from meetings.press.models import Photo, PressItem
from tests.chibo.factories import OrganizationFactory
from tests.chibo.files.pictures import picture


class PressItemFactory(factory.Factory):
    """An item of 26/12/2023 about a cell; say what differs."""

    class Meta:
        model = PressItem

    organization = factory.SubFactory(OrganizationFactory)
    title = factory.Sequence("Bài số {}".format)
    published = parse("26/12/2023")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return actions.record_press_item(by=None, **kwargs)


class PhotoFactory(factory.Factory):
    """A small photo of one colour; each of another colour."""

    class Meta:
        model = Photo

    item = factory.SubFactory(PressItemFactory)
    caption = factory.Sequence("Ảnh chụp số {}".format)
    upload = factory.Sequence(
        lambda n: Upload(f"{n}.jpg", picture((60, 40), colour=(n * 7 % 256, n * 3 % 256, 90)))
    )

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return actions.add_photo(by=None, **kwargs)


def meeting(organization, *, held="26/12/2023", kinds=("regular",), **heading) -> Meeting:
    """Return the draft of a meeting of the organisation."""
    return minutes.open_meeting(
        by=None,
        scope=Scope.whole(),
        organization=organization,
        kinds=set(kinds),
        held=parse(held),
        at=timezone.make_aware(datetime.datetime(2026, 11, 22, 9)),
        **heading,
    )
