"""A word of its own for each place and each kind of secret, planted in every text of the book.

Which texts there are the models say; who may read a word follows from the table of permissions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from chibo.access import Permission
from chibo.accounts.models import User
from chibo.fields import SealedTextField
from chibo.organizations.models import Organization
from tests.cast import PLACES, TODAY, Cast
from tests.clumsy import OWN_APPS

COMMON = "zqx"
"""What all words begin with, so that one question looks for all of them."""

OWNED_BY = ("organization", "meeting", "item", "congress", "press_item", "study_session", "sheet")
OWNED_BY += ("target", "report", "official_document", "document", "charge", "member")
KINDS = {
    "Discipline": "discipline",
    "DuesProfile": "dues",
    "DuesCharge": "dues",
    "DuesPayment": "dues",
    "DuesRemittance": "dues",
    "RatingSheet": "ratings",
    "Rating": "ratings",
    "RatingExchange": "ratings",
    "OrganizationRating": "ratings",
    "RatingAggregate": "ratings",
    "ResidenceReview": "ratings",
    "GuidingDocument": "library",
    "DocumentFile": "library",
}
NEEDS = {
    "discipline": Permission.VIEW_DISCIPLINE,
    "dues": Permission.VIEW_DUES,
    "ratings": Permission.VIEW_RATINGS,
    "sealed": Permission.VIEW_SENSITIVE,
}
NOT_TEXT = {
    *("path", "sort_key", "number", "symbol_key", "issuer_code", "name_key", "media_type"),
    *("sha256", "facts", "key", "run", "format", "proposed", "level"),
}
"""Columns that hold keys, codes or JSON: they are read by machines."""
NOT_PLANTED = {"Organization", "OrganizationPeriod", "User", "Regulation", "Entry", "Chain"}
NOT_PLANTED |= {"PortalSession", "Authenticator", "Draft", "NumberSequence"}
NOT_PLANTED |= {"ReportSnapshot", "OfficialDocumentSnapshot"}
SHORTEST = 40


@dataclass(frozen=True)
class Word:
    """A word that stands only in texts of one kind at one place."""

    place: str
    kind: str

    def __str__(self) -> str:
        return f"{COMMON}{self.place}{self.kind}"


def plant(cast: Cast) -> set[Word]:
    """Write the words into every text of every record; return those that were written."""
    names = {organization.pk: name for name, organization in cast.places.items()}
    planted: set[Word] = set()
    for app in OWN_APPS:
        for model in apps.get_app_config(app).get_models():
            lookup = _place_of(model)
            if lookup and model.__name__ not in NOT_PLANTED:
                for row in model._default_manager.annotate(place_pk=models.F(lookup)):
                    if name := names.get(row.place_pk):
                        planted |= set(_plant(row, name))
    return planted


def _place_of(model: type[models.Model]) -> str:
    """Return the lookup from a model to the organisation of a row; empty where it has none."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    for name in OWNED_BY:
        if name in fields and fields[name].is_relation:
            related = fields[name].related_model
            if related is Organization:
                return f"{name}_id"
            if further := _place_of(related):
                return f"{name}__{further}"
    return ""


def _plant(row: models.Model, place: str) -> Iterator[Word]:
    texts = {}
    for field in row._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if not is_text or field.name in NOT_TEXT or field.name.endswith(("words", "level")):
            continue
        kind = KINDS.get(type(row).__name__, "plain")
        if isinstance(field, SealedTextField) and kind != "dues":  # incomes: the collector's
            kind = "sealed"
        word = Word(place, kind)
        if (field.max_length or 10_000) < SHORTEST:
            continue
        before = getattr(row, field.name) or ""
        value = f"{before} {word}".strip()
        if len(value) <= (field.max_length or 10_000):
            texts[field.name] = value
            yield word
    if texts:
        type(row)._default_manager.filter(pk=row.pk).update(**texts)


def forbidden(cast: Cast, user: User | None) -> set[Word]:
    """Return the words that a person may never meet."""
    kinds = {*KINDS.values(), *NEEDS, "plain"}
    words = {Word(place, kind) for place in PLACES for kind in kinds}
    return {word for word in words if user is None or not _may_meet(cast, user, word)}


def _may_meet(cast: Cast, user: User, word: Word) -> bool:
    path = cast.places[word.place].path
    if word.kind in NEEDS:
        return user.scope(NEEDS[word.kind], on=TODAY).covers(path)
    if word.kind == "library":
        scope = user.scope(Permission.VIEW_DOCUMENTS, on=TODAY)
        return scope.covers(path) or any(one.path.startswith(path) for one in scope.places)
    looks = [p for p in Permission if p.name.startswith("VIEW_")]
    looks = [p for p in looks if p not in {Permission.VIEW_ORGANIZATIONS, Permission.VIEW_LOG}]
    return any(user.scope(permission, on=TODAY).covers(path) for permission in looks)
