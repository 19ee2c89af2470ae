"""Formats: the values of the two regulations, and parameters that are refused."""

import pytest

from chibo.documents.formats import HD_05_2026, HD_36_2018, InvalidFormat, PageFormat


def test_both_regulations_prescribe_the_margins_of_a_party_document() -> None:
    for page in (HD_05_2026, HD_36_2018):
        margins = (page.margin_top, page.margin_bottom, page.margin_left, page.margin_right)
        assert margins == (20, 20, 30, 15)
        assert page.font == "Times New Roman"
        assert page.party_underlined


def test_parameters_come_back_as_they_went() -> None:
    assert PageFormat.from_parameters(HD_36_2018.to_parameters()) == HD_36_2018


def test_what_a_regulation_leaves_out_keeps_its_value() -> None:
    page = PageFormat.from_parameters({"symbol": "06-HD/VPTW", "line_spacing": 18})

    assert page.line_spacing == 18
    assert page.size_body == HD_05_2026.size_body


@pytest.mark.parametrize(
    "parameters",
    [
        {"margin_left": 500},
        {"size_body": "lớn"},
        {"font": 'Times"; } body { display: none'},
        {"line_spacing": float("nan")},
        {"paper": "A5"},
        {"colour": "red"},
    ],
)
def test_parameters_that_make_no_page_are_named(parameters: dict) -> None:
    with pytest.raises(InvalidFormat, match=next(iter(parameters))):
        PageFormat.from_parameters(parameters)
