"""Static files: what a page or a stylesheet names must exist, or the portal fails in earnest only.

The tests serve plain static files; the portal serves hashed ones and refuses unknown names.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
STYLES = sorted(Path(settings.BASE_DIR, "static").rglob("*.css"))
IN_TEMPLATE = re.compile(r"""{% static ["']([^"'{]+)["']""")
IN_STYLE = re.compile(r"""url\(["']?(?!data:)([^"')#]+)""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_file_that_a_template_names_exists(path):
    names = IN_TEMPLATE.findall(path.read_text())
    assert [name for name in names if finders.find(name) is None] == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_file_that_a_stylesheet_names_exists(path):
    for url in IN_STYLE.findall(path.read_text()):
        absolute = (path.parent / url).resolve()
        name = absolute.relative_to(Path(settings.BASE_DIR, "static")).as_posix()
        assert finders.find(name), f"{path.name} names {url}"
