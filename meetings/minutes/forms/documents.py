"""The documents of an agenda item: typed as people name them, found in the register."""

from collections.abc import Iterable
from typing import Any

from django import forms

from chibo.access import Scope
from chibo.organizations.models import Organization
from chibo.vietnamese import fold
from meetings.minutes import queries
from meetings.minutes.forms.rows import RowForm, ShortText, rows
from meetings.minutes.queries import DocumentChoice, DocumentFact

LIST = "van-ban-trong-so"
"""The page's list of documents that the browser offers while one types."""
_LONGEST_NAME = 1200
_MOST_SHOWN = 4


class Shelf:
    """The documents that may be named in the minutes of an organisation, by their labels.

    `named` are the documents that the minutes name already: they stay, whatever became of the
    register.
    """

    def __init__(
        self, scope: Scope, organization: Organization, named: Iterable[DocumentFact]
    ) -> None:
        self._place = scope, organization
        found = {each.pk: each for each in queries.document_choices(scope, organization)}
        for fact in named:
            key = fact.document_id
            found.setdefault(key, DocumentChoice(key, fact.name, str(fact.issued), fact.title))
        self.choices = list(found.values())
        self._by_key = found
        self._by_label: dict[str, int] = {}
        for choice in self.choices:
            self._by_label.setdefault(fold(choice.label), choice.pk)

    def label(self, key: int) -> str:
        """Return what stands in the field of a document."""
        return self._by_key[key].label

    def find(self, text: str) -> list[DocumentChoice]:
        """Return the documents that a text may mean; more than one where it leaves open which.

        One statement for a text that is no label.
        """
        if key := self._by_label.get(fold(text)):
            return [self._by_key[key]]
        found = queries.documents_named(*self._place, text)
        dated = [each for each in found if each.issued and each.issued in text]
        return dated or found


class DocumentField(ShortText):
    """A document of the register, by symbol or name; cleans to its key."""

    shelf: Shelf

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"list": LIST, "autocomplete": "off"}
        super().__init__(max_length=_LONGEST_NAME, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the key of the one document that is meant."""
        text = super().clean(value)
        found = self.shelf.find(text)
        if not found:
            raise forms.ValidationError(
                "Chưa thấy văn bản này trong sổ của chi bộ và của cấp trên. Ghi đủ số, ký hiệu "
                "như 05-CT/TW; nếu chưa có thì ghi vào sổ Văn bản trước.",
                code="unknown",
            )
        if len(found) > 1:
            names = "; ".join(each.label for each in found[:_MOST_SHOWN])
            raise forms.ValidationError(
                f"Có {len(found)} văn bản hiểu theo chữ này: {names}. "
                "Mỗi ô một văn bản: chọn trong danh sách hiện ra, hoặc ghi đủ số và ngày.",
                code="many",
            )
        return found[0].pk


class DocumentForm(RowForm):
    """A document that was disseminated."""

    document = DocumentField(label="Văn bản", help_text="Gõ số hoặc tên, rồi chọn dòng hiện ra.")

    def __init__(self, *args: Any, shelf: Shelf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].shelf = shelf  # type: ignore[attr-defined]


DocumentRows = rows(DocumentForm)
