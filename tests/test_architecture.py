"""The rooms and which of them may know which."""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import pacgen

PACKAGE = Path(pacgen.__file__).parent

GROUND = {"errors", "patterns", "routes", "data", "files"}
ALLOWED = {
    "errors": set(),
    "patterns": {"errors"},
    "routes": {"errors"},
    "data": set(),
    "files": {"errors"},
    "resolver": set(),
    "endpoints": GROUND,
    "policy": GROUND | {"endpoints"},
    "generator": GROUND | {"endpoints", "policy"},
    "firewall": GROUND | {"endpoints", "policy", "generator"},
    "probe": GROUND | {"endpoints"},
    "engine": GROUND,
    "analysis": GROUND | {"engine"},
    "lint": GROUND | {"engine", "analysis", "endpoints", "policy.expectation", "firewall.checking", "firewall.planning", "firewall.reading"},
    "traffic": GROUND | {"engine", "endpoints", "policy.expectation"},
    "compare": GROUND | {"endpoints", "policy", "generator", "engine", "analysis", "lint"},
    "publish": GROUND | {"endpoints", "policy", "generator", "engine", "analysis", "lint", "compare"},
    "reporters": GROUND | {"probe", "endpoints", "policy", "engine", "analysis", "lint", "compare", "publish", "traffic"},
    "notify": GROUND | {"endpoints", "policy", "compare", "publish", "reporters"},
    "cli": GROUND | {"probe", "firewall", "notify", "resident", "resolver", "endpoints", "policy", "generator", "engine", "analysis", "lint", "compare", "publish", "traffic", "reporters"},
    "resident": {"errors", "notify"},
    "__main__": {"cli"},
    "__init__": set(),
}  # fmt: skip
"""What each room may import, besides itself and ``pacgen.__version__``. Generator and engine meet only in PAC text."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    """Yield what a module imports from pacgen, as ``room.module``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (
                a.name.removeprefix("pacgen.") for a in node.names if a.name.startswith("pacgen.")
            )
        elif isinstance(node, ast.ImportFrom) and node.module == "pacgen":
            yield from (alias.name for alias in node.names if alias.name != "__version__")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pacgen."):
            yield (node.module or "").removeprefix("pacgen.")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    """A module imports from its own room and from those which its room may know."""
    room = _room(path)
    allowed = ALLOWED[room]

    forbidden = [
        name
        for name in _imports(path)
        if name.split(".")[0] != room and name not in allowed and name.split(".")[0] not in allowed
    ]

    assert forbidden == []


def test_no_module_needs_itself() -> None:
    """Imports within a room go one way too, those for types alone included."""
    modules = {_module(path): path for path in MODULES}
    needs = {name: {n for n in _needs(path) if n in modules} for name, path in modules.items()}

    assert list(graphlib.TopologicalSorter(needs).static_order())


def _module(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def _needs(path: Path) -> Iterator[str]:
    """Yield the modules that a module imports from: of a room's border only what is meant by it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pacgen"):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            submodules = [
                n
                for n in names
                if (PACKAGE.parent / n.replace(".", "/")).with_suffix(".py").exists()
            ]
            yield from submodules
            if len(submodules) < len(names):
                yield node.module or ""


def test_every_room_has_its_rule() -> None:
    """A new room must say what it may know."""
    assert {_room(path) for path in MODULES} <= set(ALLOWED)


def test_only_the_worker_touches_pacparser() -> None:
    """The engine that runs hostile scripts is imported in the child process alone."""
    importers = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any("pacparser" in name for name in _names(node))
    ]

    assert importers == ["engine/worker.py"]


def _names(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_is_long(path: Path) -> None:
    """Past four hundred lines a room is missing."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.name == "__init__.py" and path.parent != PACKAGE / "data"],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_a_room_s_border_holds_no_logic(path: Path) -> None:
    """An ``__init__`` re-exports and does nothing else."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = {type(node) for node in tree.body}

    assert {ast.Expr, ast.ImportFrom, ast.Assign} >= kinds - {ast.AnnAssign}
