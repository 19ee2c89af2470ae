"""A new app is kept once it has shown its code."""

import pytest

from chibo.clock import now
from chibo.factors.forms import AppForm, NameForm
from tests.chibo.factors.holders import SECRET, code, wrong_code


def _sent(**given):
    return AppForm(SECRET, now(), {"name": "Điện thoại", "code": code()} | given)


def test_the_code_of_the_app_is_taken_with_its_step():
    form = _sent()
    assert form.is_valid()
    assert form.step == int(form.at.timestamp()) // 30


def test_another_code_is_refused():
    assert list(_sent(code=wrong_code()).errors) == ["code"]


@pytest.mark.parametrize("typed", ["1", "abc", "", "٠٠٠٠٠٠"])
def test_what_is_no_code_is_refused(typed):
    assert list(_sent(code=typed).errors) == ["code"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_factor_needs_a_name_of_sixty_letters_at_most(name):
    assert list(NameForm({"name": name}).errors) == ["name"]
