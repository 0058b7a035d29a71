"""Reads one file's source and says, in sentences, where it breaks the order of the rooms: schemas <- data <- app."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

# Which rooms a room may import, itself included.
ARROWS = {"schemas": {"schemas"}, "data": {"schemas", "data"}, "app": {"schemas", "data", "app"}}

# Each library, and the only places that may import it.
HOMES = {
    "streamlit": ("app/",),
    "altair": ("app/charts/",),
    "pandas": ("data/frames.py", "data/exports/", "app/charts/"),
    "sqlmodel": ("data/",),
    "sqlcipher3": ("data/",),
    "alembic": ("data/",),
    "typer": ("app/",),
    "starlette": ("app/",),
    "uvicorn": ("app/",),
    "structlog": ("app/logs.py",),
    "faker": ("data/demo/",),
}

# Each place that must do without a library it could otherwise reach.
BANNED = {
    "app/charts/": ("streamlit",),
    "app/screens/": ("sqlalchemy",),
    "app/parts/": ("sqlalchemy",),
    "schemas/": ("sqlalchemy", "sqlite3", "io", "os", "pathlib", "socket", "subprocess", "time", "logging", "urllib"),
}

CLOCKS = {
    *((base, name) for base in ("datetime", "date", "Timestamp") for name in ("now", "utcnow", "today")),
    *(("time", name) for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime")),
    ("func", "now"),
    ("func", "current_timestamp"),
}
SQL_CLOCK = re.compile(r"\bCURRENT_(TIMESTAMP|TIME|DATE)\b|\b(?:datetime|date|julianday|unixepoch)\s*\(\s*'now'")

FORBIDDEN_NAME = re.compile(r"utils?|helpers?|commons?|constants?|models?|services?|managers?|base_.*|pages")
SHADOWS = {"app/app.py", "app/data.py", "app/schemas.py"}


def faults(path: str, source: str) -> list[str]:
    """Sentences for all that the file at `path` (from the project's folder, with slashes) breaks; else none."""
    tree = ast.parse(source)
    imported = sorted(set(_imports(path, tree)))
    return [*_names(path), *_arrows(path, imported), *_homes(path, imported), *_clocks(path, tree)]


def _names(path: str) -> Iterator[str]:
    if path in SHADOWS:
        yield f"{path} shadows a package of ours when Streamlit puts app/ on the path; give it another name."
    for part in PurePosixPath(path).with_suffix("").parts:
        if FORBIDDEN_NAME.fullmatch(part):
            yield f"{path}: '{part}' says nothing about what it owns (and pages/ is run past the sign-in); rename it."


def _arrows(path: str, imported: list[str]) -> Iterator[str]:
    room = path.split("/", 1)[0]
    for name in imported:
        other = name.split(".", 1)[0]
        if other in ARROWS and other not in ARROWS[room]:
            yield f"{path} imports {name}: the arrow is schemas <- data <- app, never the other way."
        if _within(name, "schemas.rules") and room == "schemas" and not path.startswith("schemas/rules/"):
            yield f"{path} imports {name}: a shape knows no rule; inside schemas the arrow is shapes <- rules."
        if other == "tests":
            yield f"{path} imports {name}: the product does not know its tests."


def _homes(path: str, imported: list[str]) -> Iterator[str]:
    for name in imported:
        library = name.split(".", 1)[0]
        homes = HOMES.get(library)
        if homes and not path.startswith(homes):
            yield f"{path} imports {name}: {library} lives only in {', '.join(homes)}."
        if any(path.startswith(place) and library in libraries for place, libraries in BANNED.items()):
            yield f"{path} imports {name}: this place does without {library}."


def _clocks(path: str, tree: ast.AST) -> Iterator[str]:
    if path == "app/clock.py":
        return
    for node in ast.walk(tree):
        read = None
        if isinstance(node, ast.Attribute) and (_last(node.value), node.attr) in CLOCKS:
            read = f"{_last(node.value)}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            read = next((f"time.{name.name}" for name in node.names if ("time", name.name) in CLOCKS), None)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_CLOCK.search(node.value):
            read = "the database's clock"
        if read:
            yield f"{path}:{getattr(node, 'lineno', 0)} reads {read}: app/clock.py is the only reader of the clock."


def _imports(path: str, tree: ast.AST) -> Iterator[str]:
    """Every module the file imports, in full, also late, for the type checker only, relative, or by name."""
    package = PurePosixPath(path).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Call) and _last(node.func) in {"import_module", "__import__"} and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _last(node: ast.expr) -> str:
    """The last name of a dotted expression: `datetime` of `dt.datetime`, the empty string of anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")
