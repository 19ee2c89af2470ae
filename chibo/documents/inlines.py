"""What stands inside a line: words, figures with their evidence, and holes."""

from __future__ import annotations

from dataclasses import field
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from chibo.vietnamese import number as numeral
from chibo.vietnamese import percent

_frozen = ConfigDict(extra="forbid")


def _internal(url: str) -> str:
    """Refuse an address that leaves this site or runs script."""
    if url and not (url.startswith("#") or (url.startswith("/") and not url.startswith("//"))):
        raise ValueError("a link of a document starts with / or #")
    if any(character in url for character in "\\\r\n\t"):
        raise ValueError("a link of a document has no backslash or line break")
    return url


Url = Annotated[str, AfterValidator(_internal)]


@dataclass(frozen=True, config=_frozen)
class Text:
    """Words; a line feed in them is a line break on paper."""

    text: str
    bold: bool = False
    italic: bool = False
    kind: Literal["text"] = field(default="text", kw_only=True, repr=False)


@dataclass(frozen=True, config=_frozen)
class Figure:
    """A number with its evidence: what is printed, its value, n over N, the page of its rows.

    Build it with `count`, `ratio`, `percent`, `share`, `number`, `money` or, when the source
    gives only words, `stated`. A percentage that is not stated always carries n and N.
    """

    text: str
    value: Annotated[Decimal, Field(allow_inf_nan=False)] | None = None
    n: int | None = None
    base: Annotated[int, Field(ge=0)] | None = None
    url: Url = ""
    is_stated: bool = False
    bold: bool = False
    kind: Literal["figure"] = field(default="figure", kw_only=True, repr=False)

    @model_validator(mode="after")
    def _percentage_has_evidence(self) -> Figure:
        if "%" in self.text and not self.is_stated:
            if self.n is None or self.base is None:
                raise ValueError("a percentage needs n and N, or Figure.stated")
            if percent(self.n, self.base) not in self.text:
                raise ValueError("a percentage must be the one of its n and N")
        return self

    @classmethod
    def count(cls, n: int, unit: str = "", url: str = "") -> Figure:
        """A head-count: 1284 prints "1.284", with a unit "1.284 lượt"."""
        return cls(_with_unit(numeral(n), unit), value=Decimal(n), n=n, url=url)

    @classmethod
    def ratio(cls, n: int, base: int, url: str = "") -> Figure:
        """n over N: "80/84"; prints "không có" when N is 0."""
        text = f"{numeral(n)}/{numeral(base)}" if base else percent(n, base)
        return cls(text, value=_fraction(n, base), n=n, base=base, url=url)

    @classmethod
    def percent(cls, n: int, base: int, url: str = "") -> Figure:
        """The percentage of n in N: "95,24%", "100%"; prints "không có" when N is 0."""
        return cls(percent(n, base), value=_fraction(n, base), n=n, base=base, url=url)

    @classmethod
    def share(cls, n: int, base: int, url: str = "") -> Figure:
        """n over N and its percentage: "80/84 (95,24%)"; prints "không có" when N is 0."""
        share = percent(n, base)
        text = f"{numeral(n)}/{numeral(base)} ({share})" if base else share
        return cls(text, value=_fraction(n, base), n=n, base=base, url=url)

    @classmethod
    def number(
        cls, value: Decimal | int, decimals: int = 0, unit: str = "", url: str = ""
    ) -> Figure:
        """A measured number: Decimal("38.45") with one decimal prints "38,5"."""
        exact = Decimal(value)
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        return cls(_with_unit(numeral(rounded, decimals), unit), value=exact, url=url)

    @classmethod
    def money(cls, amount: int, url: str = "") -> Figure:
        """An amount of money: "48.620.000 đồng"."""
        return cls.number(amount, unit="đồng", url=url)

    @classmethod
    def stated(cls, text: str, url: str = "") -> Figure:
        """A figure that its source only states in words: "73%", "toàn thể"."""
        return cls(text, url=url, is_stated=True)


@dataclass(frozen=True, config=_frozen)
class Hole:
    """A value that is missing: why, and the page where it can be filled."""

    reason: str
    url: Url = ""
    kind: Literal["hole"] = field(default="hole", kw_only=True, repr=False)


Inline = Annotated[Text | Figure | Hole, Field(discriminator="kind")]
Inlines = tuple[Inline, ...]
Part = str | Text | Figure | Hole


def inlines(*parts: Part) -> Inlines:
    """Gather words and inlines: plain strings become `Text`."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def _with_unit(text: str, unit: str) -> str:
    return f"{text} {unit}" if unit else text


def _fraction(n: int, base: int) -> Decimal | None:
    return Decimal(n) / Decimal(base) if base else None
