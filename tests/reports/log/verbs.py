"""Every verb that the code writes into the log, read from the source."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WINGS = ("chibo", "members", "meetings", "reports")
WRITERS = {"record", "note"}


class Unreadable(AssertionError):
    """A verb that is computed: nobody can say which words it needs."""


def written() -> dict[str, str]:
    """Return verb → file and line where it is written."""
    found: dict[str, str] = {}
    for wing in WINGS:
        for path in sorted((ROOT / wing).rglob("*.py")):
            if "migrations" not in path.parts and path.parts[-2:] != ("audit", "actions.py"):
                found |= dict(_verbs(path))
    return found


def _verbs(path: Path) -> Iterator[tuple[str, str]]:
    tree = ast.parse(path.read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    forwards = {node.name: _place(node) for node in functions if _place(node) is not None}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        given = [word.value for word in call.keywords if word.arg == "verb"]
        if not given and name in forwards and len(call.args) > forwards[name]:
            given = [call.args[forwards[name]]]
        if not given or name not in WRITERS | set(forwards):
            continue
        for verb in _values(given[0], path):
            yield verb, f"{path.relative_to(ROOT)}:{call.lineno}"


def _place(function: ast.FunctionDef) -> int | None:
    """Return at which place a function is handed the verb that it writes."""
    names = [argument.arg for argument in function.args.args]
    if "verb" in names:
        return names.index("verb") - (names[:1] == ["self"])
    return None


def _values(node: ast.expr, path: Path) -> list[str]:
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_values(node.body, path), *_values(node.orelse, path)]
    if isinstance(node, ast.Name) and node.id == "verb":
        return []  # handed on; whoever calls is read, too
    if isinstance(node, ast.Name):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        return [getattr(importlib.import_module(module), node.id)]
    raise Unreadable(f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}")
