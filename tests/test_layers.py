"""Imports point downward: the house stays readable only while every arrow goes one way."""

from __future__ import annotations

import ast
from pathlib import Path

import congruence

PACKAGE = Path(congruence.__file__).parent

# Each layer may import from the layers under it (and from itself).
LAYERS = (
    {"errors", "files", "messages", "model"},
    {"schema", "config", "parallel"},
    {"text"},
    {"embed", "extract"},
    {"corpus"},
    {"reading"},
    {"versions", "compare"},
    {"terms"},
    {"report"},
    {"cli"},
    {"__main__"},
)
# The same height, but strangers to each other.
STRANGERS = ({"compare"}, {"versions", "terms"}), ({"embed"}, {"extract"})
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The rooms that a module imports from, also inside functions and type checks."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            parts = node.module.split(".")
            if parts[0] == "congruence":
                names = [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
                found.update(names)
        elif isinstance(node, ast.Import):
            parts_of = [alias.name.split(".") for alias in node.names]
            found.update(p[1] for p in parts_of if p[0] == "congruence" and len(p) > 1)
    return found


def modules():
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "__init__.py" or path.parent != PACKAGE
    ]


def test_every_room_has_its_place():
    rooms = {room_of(path) for path in modules()} - {"data", "demo"}
    assert rooms <= set(LEVEL)


def test_no_arrow_points_upward():
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {target}"
        for path in modules()
        if room_of(path) in LEVEL
        for target in imports(path)
        if LEVEL.get(target, 0) > LEVEL[room_of(path)]
    ]
    assert wrong == []


def test_strangers_do_not_meet():
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {target}"
        for path in modules()
        for left, right in STRANGERS
        for target in imports(path)
        if (room_of(path) in left and target in right)
        or (room_of(path) in right and target in left)
    ]
    assert wrong == []


def test_starting_loads_nothing_heavy():
    import subprocess
    import sys

    code = (
        "import sys\n"
        "from congruence.cli.main import cli\n"
        "try:\n    cli(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'pymupdf', 'fitz', 'sklearn', 'numpy', 'lxml', 'docx', 'scipy'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY []" in done.stderr
    assert "compare" in done.stdout
