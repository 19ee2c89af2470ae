"""What the tests of pages share: a form filled in and sent as a browser does it, without script."""

from html.parser import HTMLParser

from django.http import HttpResponse


class _Fields(HTMLParser):
    """Gathers what a browser would send of one form when a nameless button is pressed."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.fields: dict[str, list[str]] = {}
        self.select = self.area = ""
        self.chosen: list[str] = []
        self.first: str | None = None

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.inside = said.get("id") == self.form_id
        if not self.inside:
            return
        name = said.get("name") or ""
        if tag == "input" and name:
            self._input(name, said)
        elif tag == "textarea":
            self.area = name
            self.fields[name] = [""]
        elif tag == "select":
            self.select, self.chosen, self.first = name, [], None
        elif tag == "option":
            self.first = said.get("value") if self.first is None else self.first
            if "selected" in said:
                self.chosen.append(said.get("value") or "")

    def _input(self, name, said):
        ticked = said.get("type") in {"checkbox", "radio"}
        if not ticked or "checked" in said:
            usual = "on" if ticked else ""
            self.fields.setdefault(name, []).append(said.get("value", usual))

    def handle_data(self, data):
        if self.area:
            self.fields[self.area][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self.fields[self.area][0] = self.fields[self.area][0].removeprefix("\n")
            self.area = ""
        elif tag == "select" and self.select:
            self.fields[self.select] = self.chosen or [self.first or ""]
            self.select = ""
        elif tag == "form":
            self.inside = False


def fields(page: HttpResponse, form_id: str = "bien-ban") -> dict[str, list[str]]:
    """Return the fields of a form on a page, as they would be sent untouched."""
    parser = _Fields(form_id)
    parser.feed(page.content.decode())
    return parser.fields


def words(page: HttpResponse) -> str:
    """Return the words of a page, entities resolved, blanks collapsed."""
    parser = HTMLParser(convert_charrefs=True)
    said: list[str] = []
    parser.handle_data = said.append  # type: ignore[method-assign]
    parser.feed(page.content.decode())
    return " ".join(" ".join(said).split())
