"""Small tags and filters of the interface: icons, Vietnamese figures, links to evidence.

A figure that is missing (None or "") is shown as an en dash.
"""

import datetime
from decimal import Decimal

from django import template
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from chibo import vietnamese
from chibo.fields import Unopened

register = template.Library()

MISSING = "–"
Figure = int | float | Decimal | str | None


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A symbol of static/icons.svg by its name without "i-", silent for screen readers."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f"icon {css}".strip(),
        static("icons.svg"),
        name,
    )


@register.filter
def number_vi(value: Figure, places: int | None = None) -> str:
    """A figure with points for thousands and a comma for decimals: "1.234.567,5"."""
    if _is_missing(value):
        return MISSING
    number = Decimal(str(value))
    whole = number == number.to_integral_value() and places is None
    return vietnamese.number(int(number) if whole else number, places)


@register.filter
def dong(value: Figure) -> str:
    """An amount of money: "1.284.000 đồng"; of one that no key opens, the sentence."""
    if isinstance(value, Unopened):
        return value
    return MISSING if _is_missing(value) else f"{number_vi(value, 0)} đồng"


@register.filter
def percent_of(n: Figure, total: Figure) -> str:
    """How much n is of total, in percent with two decimals: "94,29%"."""
    return MISSING if _is_missing(n) else vietnamese.percent(int(n or 0), int(total or 0))


@register.simple_tag(name="n_over_N")
def n_over_n(n: Figure, total: Figure = None, percent: bool = False) -> str:
    """How every count is written: "198/210", or "198/210 · 94,29%" with `percent`; "23" alone."""
    if _is_missing(total):
        return number_vi(n)
    figure = f"{number_vi(n)}/{number_vi(total)}"
    return f"{figure} · {percent_of(n, total)}" if percent and total else figure


@register.simple_tag
def evidence(
    url: str, n: Figure, total: Figure = None, percent: bool = False, unit: str = ""
) -> SafeString:
    """A figure as a link to the rows behind it; plain text where there is no `url`."""
    words = f"{n_over_n(n, total, percent)} {unit}".strip()
    if not url:
        return format_html('<span class="num text-nowrap">{}</span>', words)
    return format_html('<a class="evidence" href="{}">{}</a>', url, words)


@register.simple_tag
def share(n: Figure, total: Figure) -> Decimal | None:
    """How much n is of total, 0 to 100, unrounded; None where there is no total."""
    if _is_missing(n) or not total:
        return None
    return Decimal(str(n)) * 100 / Decimal(str(total))


@register.filter
def svg(value: Figure) -> str:
    """A share of 0 to 100 as a length that SVG reads: a point for decimals, never outside."""
    length = min(max(Decimal(str(value or 0)), Decimal(0)), Decimal(100))
    return f"{length.quantize(Decimal('0.01')).normalize():f}"


@register.filter
def goal_mark(goal: Figure) -> str:
    """Where the tick of a goal stands on a bar of 100, its stroke kept inside."""
    return svg(min(Decimal(str(goal)), Decimal("99.6")))


@register.filter
def at_least(value: Figure, goal: Figure) -> bool:
    """Whether a share reaches a goal; no when either is missing."""
    if _is_missing(value) or _is_missing(goal):
        return False
    return Decimal(str(value)) >= Decimal(str(goal))


@register.filter
def wrong_fields(form: BaseForm) -> list[BoundField]:
    """The fields of a form that have errors of their own, in the order of the page."""
    return [field for field in form.visible_fields() if field.errors]


@register.filter
def day_vi(date: datetime.date | None) -> str:
    """A date as it is written in forms: "03/02/2026"."""
    return vietnamese.day(date) if date else MISSING


@register.filter
def weekday_vi(date: datetime.date | None) -> str:
    """The weekday of a date: "thứ Sáu", "Chủ nhật"."""
    return vietnamese.weekday(date) if date else ""


def _is_missing(value: Figure) -> bool:
    return value is None or value == ""
