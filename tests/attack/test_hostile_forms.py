"""Hostile input to every form by itself: each says what is wrong in words, or takes it clean.

Without the pages around them forms are quick: `make drill-forms` gives ten thousand inputs to each.
What becomes of input behind the forms is tried in `test_hostile_input`.
"""

import copy
import os
import random
from collections.abc import Iterator

import pytest
from django import forms
from django.http import QueryDict
from django.utils.encoding import force_str

from tests.attack.test_hostile_input import HOSTILE, RAW, SEED, encodable
from tests.attack.world import undone
from tests.clumsy import Typed
from tests.desks import VIETNAMESE, Desk, desks_of, is_clean, tried_out
from tests.test_access_matrix import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.sweep]

INPUTS = int(os.environ.get("CHIBO_FORM_INPUTS", "30"))
SHOWN = 50  # every so many times the form is looked at as it would stand on the page
SHORT = [text for text in HOSTILE if len(text) < 100_000]
LETTERS = [
    (0, 0x7F),
    (0x80, 0x2FF),
    (0x300, 0x36F),
    (0x1E00, 0x20FF),
    (0xD800, 0xDFFF),
    (0xFF00, 0x1F9FF),
]


def _odd(dice: random.Random) -> str:
    """Return a text that nobody types: one of the known, or letters from anywhere."""
    if dice.random() < 0.5:
        return dice.choice(SHORT)
    low, high = dice.choice(LETTERS)
    return "".join(chr(dice.randint(low, high)) for _ in range(dice.choice([1, 3, 10, 200])))


def _tries(desk: Desk, dice: random.Random) -> Iterator[Typed]:
    """Yield what is sent to one form until it met so many inputs."""
    names = [name for name in desk.typed if name != "csrfmiddlewaretoken"]
    met = 0
    while names and met < INPUTS:
        chosen = [name for name in names if dice.random() < dice.choice([0.2, 0.5, 1])]
        hostile = {name: [_odd(dice)] for name in chosen or names[:1]}
        met += len(hostile)
        yield desk.typed | encodable(hostile)


def _filled(form: forms.BaseForm, typed: Typed) -> forms.BaseForm:
    """Return the form as if this had been sent to it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    again = copy.copy(form)
    again.data, again._errors, again._bound_fields_cache = data, None, {}
    again.full_clean()
    return again


def _faults(form: forms.BaseForm, *, is_shown: bool) -> list[str]:
    said = [force_str(word) for words in form.errors.values() for word in words]
    faults = [f"says «{words[:80]}»" for words in said if not VIETNAMESE.search(words)]
    for name, value in form.cleaned_data.items():
        if isinstance(value, str) and _is_text(form.fields[name]) and not is_clean(value):
            faults.append(f"took «{name}» unclean: {value[:40]!r}")
    if is_shown:
        faults += [f"shows {raw}" for raw in RAW if raw in str(form)]
    return faults


def _is_text(field: forms.Field) -> bool:
    """Return whether a field is words: passwords and what pages send themselves stay as they are."""
    return not field.widget.is_hidden and not isinstance(field.widget, forms.PasswordInput)


def _wrong(site, desk: Desk) -> Iterator[str]:
    dice = random.Random(f"{SEED} {desk.paper.address}")
    bound = tried_out(site, desk.page, desk.paper, desk.typed).bound
    for turn, typed in enumerate(_tries(desk, dice)):
        for form in bound:
            try:
                filled = _filled(form, typed)
                faults = _faults(filled, is_shown=turn % SHOWN == 0)
            except Exception as error:  # whatever it is, it would have been a broken page
                faults = [f"broke: {error!r}"]
            where = f"{desk.paper.address} {type(form).__name__}"
            yield from (f"{where}: {fault}: {_short(typed)}" for fault in faults)


def _short(typed: Typed) -> Typed:
    return {name: [value[:40] for value in values] for name, values in typed.items()}


@pytest.mark.parametrize("page", [page for page in PAGES if page.post], ids=str)
def test_a_form_takes_nothing_hostile_and_says_so_in_words(site, page):
    with undone():
        wrong = [each for desk in desks_of(site, page) for each in _wrong(site, desk)]
    assert not wrong, "\n".join(wrong[:20])
