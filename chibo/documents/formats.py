"""How a Party document looks on paper: the measures that a regulation prescribes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

Millimetres = Annotated[float, Field(ge=0, le=80, allow_inf_nan=False)]
Points = Annotated[float, Field(ge=0, le=48, allow_inf_nan=False)]
Size = Annotated[float, Field(ge=8, le=24, allow_inf_nan=False)]


class InvalidFormat(ValueError):
    """Parameters of a regulation that make no page; the text is a Vietnamese sentence."""


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class PageFormat:
    """The measures of one regulation: margins in mm, sizes and spacing in points."""

    symbol: str = "05-HD/VPTW"
    paper: Literal["A4"] = "A4"
    margin_top: Millimetres = 20
    margin_bottom: Millimetres = 20
    margin_left: Millimetres = 30
    margin_right: Millimetres = 15
    font: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9 ]+$")] = (
        "Times New Roman"
    )
    size_party: Size = 15
    size_organization: Size = 14
    size_number: Size = 14
    size_place: Size = 14
    size_title: Size = 16
    size_about: Size = 14
    size_letter_about: Size = 12
    size_body: Size = 14
    size_heading: Size = 14
    size_table: Size = 13
    size_signature: Size = 14
    size_recipients_label: Size = 14
    size_recipients: Size = 12
    size_page_number: Size = 13
    line_spacing: Annotated[float, Field(ge=12, le=36, allow_inf_nan=False)] = 20
    paragraph_gap: Points = 6
    first_line_indent: Millimetres = 10
    page_number_position: Literal["top", "none"] = "top"
    page_number_distance: Millimetres = 10
    dashes: Annotated[str, Field(max_length=20)] = "-----"
    party_underlined: bool = True
    post_bold: bool = False
    signature_lines: Annotated[int, Field(ge=1, le=10)] = 4
    pad_days_below: Annotated[int, Field(ge=0, le=31)] = 10
    pad_months_below: Annotated[int, Field(ge=0, le=13)] = 3
    pad_numbers_below: Annotated[int, Field(ge=0, le=100)] = 10

    @property
    def width(self) -> float:
        """Width of the paper in mm."""
        return 210.0

    @property
    def height(self) -> float:
        """Height of the paper in mm."""
        return 297.0

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> PageFormat:
        """Read the parameters of a regulation; what is left out keeps the value of HD 05.

        Raises `InvalidFormat` with the name of each parameter that is unknown or out of range.
        """
        unknown = sorted(set(parameters) - {field.name for field in fields(cls)})
        if unknown:
            raise InvalidFormat(f"Thể thức văn bản có tham số lạ: {', '.join(unknown)}.")
        try:
            return _adapter.validate_python(dict(parameters))
        except ValidationError as error:
            names = sorted({str(part["loc"][0]) for part in error.errors() if part["loc"]})
            raise InvalidFormat(
                f"Thể thức văn bản có tham số không hợp lệ: {', '.join(names)}."
            ) from error

    def to_parameters(self) -> dict[str, Any]:
        """Give the parameters as `from_parameters` reads them."""
        return asdict(self)


_adapter = TypeAdapter(PageFormat)

HD_05_2026 = PageFormat()
"""HD 05-HD/VPTW of 27/5/2026; sizes of the title and of tables are customary values."""

HD_36_2018 = PageFormat(
    symbol="36-HD/VPTW", size_title=16, size_about=15, size_page_number=14, pad_numbers_below=10
)
"""HD 36-HD/VPTW of 2018, appendix; its margins and page number are customary values."""
