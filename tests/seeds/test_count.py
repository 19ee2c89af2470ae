"""The README says how many facts of the five articles have a test of their own; here they are."""

import ast
import re
from collections import Counter
from pathlib import Path

ROWS = {0: 26, 1: 28, 2: 23, 3: 17, 4: 13}
"""Number of the article → its rows in the acceptance list."""
_ROW = re.compile(r"test_(\d)_(\d\d)_")
_README = re.compile(r"^Seed facts: (\d+) of (\d+)\b", re.MULTILINE)


def rows_with_a_test() -> list[tuple[int, int]]:
    """Return (article, row) of each test that is named after a row."""
    names = [
        node.name
        for file in Path(__file__).parent.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    found = [_ROW.match(name) for name in names]
    return [(int(match[1]), int(match[2])) for match in found if match]


def test_the_readme_counts_the_rows_that_have_a_test_of_their_own():
    rows = rows_with_a_test()
    assert [row for row, times in Counter(rows).items() if times > 1] == []
    assert [row for row in rows if not 1 <= row[1] <= ROWS.get(row[0], 0)] == []
    readme = Path(__file__).parents[2] / "README.md"
    said = _README.search(readme.read_text(encoding="utf-8"))
    assert said, "The README has no line «Seed facts: n of 107»."
    assert (int(said[1]), int(said[2])) == (len(rows), sum(ROWS.values()))
