"""The rules of the house that no linter knows; each was broken once on purpose to see it fail."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from chibo.access import Permission

ROOT = Path(__file__).resolve().parent.parent
WINGS = ("chibo", "members", "meetings", "reports")
SVG = "http://www.w3.org/2000/svg"

SOURCES = sorted(
    path.relative_to(ROOT)
    for wing in WINGS
    for path in (ROOT / wing).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def _drawer(path: Path) -> str:
    """Return the name of a drawer, be it a module or a package of modules."""
    return path.parts[2] if len(path.parts) > 3 else path.stem


def _named(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text())


def _functions(drawer: str) -> Iterator[tuple[ModuleType, FunctionType]]:
    """Yield the public functions that the modules of a drawer define."""
    for path in SOURCES:
        if _drawer(path) != drawer:
            continue
        module = importlib.import_module(_named(path).removesuffix(".__init__"))
        for name, thing in vars(module).items():
            if (
                inspect.isfunction(thing)
                and thing.__module__ == module.__name__
                and not name.startswith("_")
            ):
                yield module, thing


ACTIONS = [
    pytest.param(module, function, id=f"{module.__name__}.{function.__name__}")
    for module, function in _functions("actions")
    if module.__name__ != "chibo.drafts.actions"  # an autosave is a draft, not a deed
]


@pytest.mark.parametrize(("module", "function"), ACTIONS)
def test_every_deed_is_an_action_keyword_only_and_knows_its_doer(module, function):
    assert getattr(function, "is_action", False), "not decorated with @action"
    parameters = inspect.signature(function).parameters
    assert "by" in parameters
    by_keyword = {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    assert {parameter.kind for parameter in parameters.values()} <= by_keyword


@pytest.mark.parametrize(("module", "function"), ACTIONS)
def test_every_deed_is_written_down(module, function):
    """By itself, through its own module, or by deeds of other rooms of which it is made."""
    assert any(
        (isinstance(call.func, ast.Name) and call.func.id == "record")
        or (isinstance(call.func, ast.Attribute) and _is_deed(module, call.func))
        for call in _calls(module, function.__name__)
    )


def _is_deed(module: ModuleType, called: ast.Attribute) -> bool:
    room = vars(module).get(ast.unparse(called.value))
    return getattr(getattr(room, called.attr, None), "is_action", False)


def _calls(module: ModuleType, name: str) -> list[ast.Call]:
    """Return the calls that a function makes, itself or through its own module."""
    defined = _defined(module)
    calls, seen, waiting = [], {name}, {name}
    while waiting:
        for node in ast.walk(defined[waiting.pop()]):
            if isinstance(node, ast.Call):
                calls.append(node)
                inner = node.func.id if isinstance(node.func, ast.Name) else ""
                if inner in defined and inner not in seen:
                    seen.add(inner)
                    waiting.add(inner)
    return calls


def _defined(module: ModuleType) -> dict[str, ast.FunctionDef]:
    source = ast.parse(inspect.getsource(module))
    return {node.name: node for node in source.body if isinstance(node, ast.FunctionDef)}


QUERIES = [
    pytest.param(module, function, id=f"{module.__name__}.{function.__name__}")
    for module, function in _functions("queries")
    if module.__name__ != "chibo.regulations.queries"  # the law is public
]


@pytest.mark.parametrize(("module", "function"), QUERIES)
def test_every_query_takes_a_scope_first(module, function):
    """Only what asks the database nothing, or is handed what was found, may do without."""
    first = next(iter(inspect.signature(function).parameters), "")
    assert first.endswith("scope") or not _asks(module, function.__name__)


WITHOUT_NARROWING = {
    "chibo.accounts.queries.is_username_taken",  # says that a name is taken, never by whom
    "chibo.accounts.queries.half_in",  # who stands at the door has no scope yet
    "chibo.accounts.queries.passkey",  # as above: asked by the key that signed
    "chibo.accounts.queries.person",  # as above: whose words a form carries
    "chibo.accounts.queries.sessions",  # the person was found within the caller's scope
    "reports.log.queries.records.names",  # of what stands in entries that one reads
    "reports.disclosure.queries.people_in",  # counts, of entries found within the scope
    "chibo.audit.queries.history",  # the record was found within the caller's scope
    "chibo.drafts.queries.draft",  # one's own, by person
    "chibo.drafts.queries.count",  # one's own, by person
}


@pytest.mark.parametrize(("module", "function"), QUERIES)
def test_every_query_narrows_by_its_scope_or_hands_it_on(module, function):
    """A scope that is only taken, or only asked whether it is empty, keeps nobody out."""
    name = f"{module.__name__}.{function.__name__}"
    if name in WITHOUT_NARROWING or not _asks(module, function.__name__):
        return
    node = _defined(module)[function.__name__]
    arguments = [*node.args.args, *node.args.kwonlyargs]
    scopes = {a.arg for a in arguments if a.arg.endswith("scope")}
    assert scopes
    assert {scope for scope in scopes if _narrows(node, scope)} == scopes


def _narrows(function: ast.FunctionDef, scope: str) -> bool:
    """Return whether a function asks something of its scope, or hands it to another question."""
    return any(
        (
            isinstance(node, ast.Attribute)
            and ast.unparse(node.value) == scope
            and node.attr in {"q", "covers", "everything"}
        )
        or (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) != "bool"
            and scope in {ast.unparse(a) for a in [*node.args, *(k.value for k in node.keywords)]}
        )
        for node in ast.walk(function)
    )


def _asks(module: ModuleType, name: str) -> bool:
    """Return whether a function goes to a manager, or through a relation of what it is handed."""
    defined = _defined(module)
    within = [name, *(c.func.id for c in _calls(module, name) if isinstance(c.func, ast.Name))]
    managers = any(
        isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
        for inner in within
        if inner in defined
        for node in ast.walk(defined[inner])
    )
    arguments = defined[name].args
    handed = {a.arg for a in [*arguments.args, *arguments.kwonlyargs]}
    relations = any(
        isinstance(node, ast.Call)
        and re.fullmatch(
            r"(\w+)\.\w+\.(all|filter|exclude|get|first|order_by|values\w*)", ast.unparse(node.func)
        )
        and ast.unparse(node.func).split(".")[0] in handed
        for node in ast.walk(defined[name])
    )
    return managers or relations


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        address = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, address)
        else:
            yield address, pattern


def test_every_page_says_its_permission():
    said = {a: getattr(p.callback, "permission", None) for a, p in _patterns(get_resolver())}
    assert said
    known = {*Permission, "signed in", "public"}
    assert {address for address, permission in said.items() if permission not in known} == set()


def test_every_page_has_a_name_of_its_own():
    names = [pattern.name for _, pattern in _patterns(get_resolver())]
    assert None not in names
    assert sorted(names) == sorted(set(names))


READ_THE_CLOCK = {
    "chibo/clock.py",
    "chibo/access.py",
    "chibo/place.py",
    "chibo/accounts/forms.py",
    "chibo/accounts/sessions.py",
    "chibo/factors/middleware.py",
    "chibo/audit/ledger.py",
    "chibo/portal/context.py",
}
CLOCKS = re.compile(r"\b(datetime\.(now|today|utcnow)|date\.today|timezone\.now|time\.time)$")
CLOCKS_WITHOUT_ARGUMENT = {"localdate", "localtime", "gmtime"}  # with one they only convert


def _readings(tree: ast.Module) -> Iterator[str]:
    """Yield every import of the clock and every way around it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            named = {alias.name for alias in node.names}
            if node.module == "chibo.clock" or (node.module == "chibo" and "clock" in named):
                yield f"line {node.lineno}: imports the clock"
            if node.module == "django.utils.timezone" and "now" in named:
                yield f"line {node.lineno}: imports Django's clock"
        elif isinstance(node, ast.Import):
            if any(alias.name == "chibo.clock" for alias in node.names):
                yield f"line {node.lineno}: imports the clock"
        elif (isinstance(node, ast.Attribute) and CLOCKS.search(ast.unparse(node))) or (
            isinstance(node, ast.Call)
            and not (node.args or node.keywords)
            and ast.unparse(node.func).split(".")[-1] in CLOCKS_WITHOUT_ARGUMENT
        ):
            yield f"line {node.lineno}: {ast.unparse(node)}"


def test_only_views_commands_and_the_frame_read_the_clock():
    readers = {
        f"{path}: {reading}"
        for path in SOURCES
        if str(path) not in READ_THE_CLOCK
        and _drawer(path) != "views"
        and path.parts[:2] != ("chibo", "management")
        for reading in _readings(_tree(path))
    }
    assert readers == set()


def test_views_and_commands_read_one_clock():
    around = {
        f"{path}: {reading}"
        for path in SOURCES
        if str(path) != "chibo/clock.py"
        for reading in _readings(_tree(path))
        if "imports the clock" not in reading
    }
    assert around == set()


def test_only_queries_and_actions_touch_managers():
    touched = {
        f"{path}: line {node.lineno}"
        for path in SOURCES
        if _drawer(path) in {"views", "forms", "sheets", "documents", "facts", "rules", "context"}
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr != "none"  # asks nothing: the choices come with the form
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in {"objects", "_default_manager"}
    }
    assert touched == set()


def test_rules_do_not_know_django():
    imported = {
        f"{path}: {name}"
        for path in SOURCES
        if _drawer(path) == "rules"
        for node in ast.walk(_tree(path))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        if name.split(".")[0] == "django"
    }
    assert imported == set()


FORBIDDEN_IN_PAGES = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline style": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^<>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^<>]*\s(on\w+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "another host": re.compile(r"""(?:https?:)?//(?=[\w-]+\.)|https?://""", re.IGNORECASE),
}


@pytest.mark.parametrize("breach", FORBIDDEN_IN_PAGES)
def test_pages_hold_no_script_no_style_and_no_other_host(breach):
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in TEMPLATES
        for match in FORBIDDEN_IN_PAGES[breach].finditer(_markup(path))
    }
    assert TEMPLATES
    assert found == set()


def _markup(path: Path) -> str:
    """Return a template without its tags and variables, and without the name of SVG."""
    return re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text()).replace(SVG, "")


UNESCAPED = re.compile(r"\|\s*safe(seq)?\b|\bautoescape\s+off\b")


def test_no_template_prints_what_it_was_given_unescaped():
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in TEMPLATES
        for match in UNESCAPED.finditer(path.read_text())
    }
    assert found == set()


CALLED_AT_ONES_PERIL = {
    "mark_safe", "SafeString", "SafeText", "csrf_exempt", "csp_exempt", "xframe_options_exempt",
    "raw", "extra", "RawSQL", "cursor", "RunSQL",
    "eval", "exec", "compile", "__import__", "pickle", "marshal", "shelve", "system", "popen",
    "unsafe_load", "mktemp", "_create_unverified_context",
}  # fmt: skip
"""What lets text become a page, a statement or a program, or takes a guard away."""
ON_PURPOSE = {
    "chibo/documents/html.py: mark_safe",  # what it prints has been escaped piece by piece
    "chibo/documents/paper.py: mark_safe",  # an empty text
    "chibo/factors/views.py: mark_safe",  # a QR code, drawn by the library from letters and digits
    "chibo/portal/facts/site.py: cursor",  # SELECT 1: does the database answer?
    "chibo/portal/facts/site.py: execute",
    "chibo/migrations/0002_audit_append_only.py: execute",  # triggers, without a word of input
    "chibo/migrations/0004_log.py: execute",
    "chibo/migrations/0006_log_replaced.py: execute",  # the same
}


def _perils(tree: ast.Module) -> Iterator[str]:
    """Yield the names of what is called, put on as a decorator or imported at one's peril."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            yield from {name.split(".")[0] for name in modules} & CALLED_AT_ONES_PERIL
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func).split(".")[-1]
            is_compiled = ast.unparse(node.func) == "re.compile"
            runs_sql = ast.unparse(node.func).endswith(("cursor.execute", "schema_editor.execute"))
            if (name in CALLED_AT_ONES_PERIL and not is_compiled) or runs_sql:
                yield name
            yield from ("shell=True" for k in node.keywords if k.arg == "shell" and _is_on(k.value))
            yield from (
                "verify=False" for k in node.keywords if k.arg == "verify" and not _is_on(k.value)
            )
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = {ast.unparse(one).split(".")[-1] for one in node.decorator_list}
            yield from names & CALLED_AT_ONES_PERIL


def _is_on(value: ast.expr) -> bool:
    return not (isinstance(value, ast.Constant) and not value.value)


def test_nothing_is_done_at_ones_peril_but_what_is_named_here():
    everything = [
        *SOURCES,
        *(
            path.relative_to(ROOT)
            for wing in WINGS
            for path in (ROOT / wing).rglob("migrations/*.py")
        ),
        *(path.relative_to(ROOT) for path in (ROOT / "deploy").rglob("*.py")),
        Path("manage.py"),
    ]
    found = {f"{path}: {peril}" for path in everything for peril in _perils(_tree(path))}
    assert found == ON_PURPOSE


@pytest.mark.parametrize(
    "line",
    [
        "mark_safe(x)",
        "safestring.mark_safe(x)",
        "User.objects.raw(x)",
        "connection.cursor()",
        "import pickle",
        "import os.path, marshal",
        "eval(x)",
        "os.system(x)",
        "run(x, shell=True)",
        "run(x, shell=asked)",
        "get(x, verify=False)",
        "@csrf_exempt\ndef f(): ...",
    ],
)
def test_what_is_done_at_ones_peril_is_seen(line):
    assert list(_perils(ast.parse(line))) != []


def test_what_is_harmless_is_left_alone():
    harmless = "re.compile(x); run(x, shell=False); get(x, verify=True); import json"
    assert list(_perils(ast.parse(harmless))) == []


def test_every_form_that_writes_carries_its_token():
    forms = re.compile(r"<form\b[^>]*\bmethod=\"post\".*?</form>", re.IGNORECASE | re.DOTALL)
    bare = {
        str(path.relative_to(ROOT))
        for path in TEMPLATES
        for form in forms.findall(path.read_text())
        if "csrf_token" not in form
    }
    assert bare == set()


def test_every_model_stands_in_the_glossary():
    models = {
        model.__name__
        for wing in WINGS
        for model in apps.get_app_config(wing).get_models(include_auto_created=False)
    }
    assert models - _glossary() == set()


def _glossary() -> set[str]:
    """Return the names in the code column of the README's glossary."""
    readme = (ROOT / "README.md").read_text()
    _, _, rest = readme.partition("| Vietnamese | English | Code |\n")
    assert rest, "the README has no table headed | Vietnamese | English | Code |"
    rows = re.match(r"\|[-| ]+\|\n((?:\|.*\|\n?)+)", rest)
    assert rows, "the glossary has no rows"
    names: set[str] = set()
    for row in rows[1].splitlines():
        vietnamese, english, code = (cell.strip() for cell in row.strip().strip("|").split("|"))
        assert all((vietnamese, english)), row
        names |= set(re.findall(r"`(\w+)", code))
    return names


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
