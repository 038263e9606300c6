"""Imports run one way, and only `apply` writes a position: read from the sources, so that no test run can miss it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from game.core.kernels import jit
from game.core.state import GameState

ROOT = Path(__file__).parents[1]

MAY_SEE = {
    "core": {"core"},
    "files": {"files"},
    "collector": {"collector"},
    "resources": {"resources"},
    "scenario": {"scenario", "core", "files", "resources"},
    "players": {"players", "core"},
    "session": {"session", "collector", "scenario", "players", "core", "files", "resources", ""},
    "cli": {"cli", "collector", "editor", "ui", "session", "scenario", "players", "core", "files", "resources", ""},
    "ui": {"ui", "session", "scenario", "players", "core", "files", "resources", ""},
    "editor": {"editor", "ui", "session", "scenario", "players", "core", "files", "resources", ""},
    "": {"session", "scenario", "players", "core", "resources"},
}
"""For each part of the package the parts that it may import; "" is the package itself, with its version."""

THE_DOOR = ("schema", "text", "shape", "survey", "build", "lint", "load")
"""The packages of `game.scenario`, then what leads through them: each sees those before it."""

BENEATH_THE_RULES = ("kernels", "events", "apply")
SUBJECTS = ("fog", "battle", "movement", "politics", "talks", "supply", "command")
THE_RULES = (*BENEATH_THE_RULES, *SUBJECTS, "intents")
"""The packages of `game.core`: each sees those before it, so no rule sees intents."""

THE_CONTRACT = ("victory", "phases", "engine")
"""The modules of `game.core` that see all rules; each sees those before it, and no rule sees them."""

THE_GAMES = ("words", "saves", "results", "chronicle", "explain", "study", "conformance")
"""The packages of `game.session`: each sees those before it, and modules of the folder itself."""

THE_WINDOW = ("style", "land", "counters", "board", "content", "paper", "export", "panels", "play", "pages", "title")
"""The packages of `game.ui`: each sees those before it, and modules of the folder itself."""

ONLY_IN = {
    "numba": ("game.core.kernels",),
    "yaml": ("game.scenario",),
    "pydantic": ("game.scenario",),
    "pydantic_core": ("game.scenario",),
    "pygame": ("game.ui", "game.editor"),
    "pygame_gui": ("game.ui", "game.editor"),
    "matplotlib": ("game.ui.export.graphs",),
    "PIL": ("game.ui.export.film",),
}
"""Who may import a package that is heavy, or that only one part should know."""

WORLDLY = {"io", "logging", "os", "pathlib", "random", "secrets", "shutil", "sys", "tempfile", "time"}
"""Files, clocks and luck of the machine: what the rules must not touch."""

BLOCKS = {*GameState.BLOCKS, "state", "board"}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name."""
    found = {}
    for file in sorted((ROOT / "game").rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(file.read_text(encoding="utf-8"))
    return found


def imported(tree: ast.AST) -> Iterator[str]:
    """The dotted names that a module imports; of ``from a import b`` the module ``a.b`` where there is one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, "imports are absolute"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in modules() or not node.module.startswith("game") else node.module


@cache
def imports() -> dict[str, tuple[str, ...]]:
    """What each module of the package imports."""
    return {module: tuple(imported(tree)) for module, tree in modules().items()}


def part_of(module: str) -> str:
    """The part of the package that a module belongs to: the word after ``game``."""
    return module.split(".")[1] if "." in module else ""


def root_of(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def is_ours(name: str) -> bool:
    return root_of(name) == "game"


def test_the_search_sees_an_import_of_every_shape() -> None:
    tree = ast.parse("import os.path\ndef f():\n    from numba import njit\n    from game.core import engine, kernels")
    assert list(imported(tree)) == ["os.path", "numba.njit", "game.core.engine", "game.core.kernels"]


def test_every_part_of_the_package_has_its_place() -> None:
    assert {part_of(module) for module in modules()} <= set(MAY_SEE)


@pytest.mark.parametrize("part", [part for part in MAY_SEE if part])
def test_the_document_says_what_a_part_may_import(part: str) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    (row,) = (line for line in page.splitlines() if line.startswith(f"| `game/{part}` |"))
    told = set(re.findall(r"`(\w+)`", row.split("|")[3]))
    assert told & set(MAY_SEE) == MAY_SEE[part] - {part, ""}


@pytest.mark.parametrize("part", MAY_SEE)
def test_imports_run_one_way(part: str) -> None:
    wrong = [
        f"{module} imports {name}"
        for module, names in imports().items()
        for name in names
        if part_of(module) == part and is_ours(name) and part_of(name) not in MAY_SEE[part]
    ]
    assert wrong == []


def looking_ahead(part: str, order: tuple[str, ...], package: str) -> list[str]:
    """What the modules of a package import from those that come after it in a part of the game."""
    later = tuple(f"game.{part}.{name}" for name in order[order.index(package) + 1 :])
    inside = {module: names for module, names in imports().items() if module.startswith(f"game.{part}.{package}.")}
    assert inside
    return [f"{module} imports {name}" for module, names in inside.items() for name in names if name.startswith(later)]


@pytest.mark.parametrize("package", THE_DOOR[:-1])
def test_a_package_of_the_door_sees_only_those_before_it(package: str) -> None:
    assert looking_ahead("scenario", THE_DOOR, package) == []


@pytest.mark.parametrize("package", THE_WINDOW)
def test_a_package_of_the_window_sees_only_those_before_it(package: str) -> None:
    assert looking_ahead("ui", THE_WINDOW, package) == []


@pytest.mark.parametrize("package", THE_GAMES)
def test_a_package_around_games_sees_only_those_before_it(package: str) -> None:
    assert looking_ahead("session", THE_GAMES, package) == []


@pytest.mark.parametrize(("part", "order"), [("ui", THE_WINDOW), ("session", THE_GAMES)])
def test_every_package_has_its_place_and_the_document_lists_them_in_order(part: str, order: tuple[str, ...]) -> None:
    inside = [module.split(".") for module in modules() if module.startswith(f"game.{part}.")]
    assert {steps[2] for steps in inside if len(steps) > 3} == set(order)
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert tuple(re.findall(rf"^\| `{part}/(\w+)` \|", page, re.MULTILINE)) == order


def place_in_core(name: str) -> str:
    """The package or module right under `game.core` that a name belongs to, empty for a name from elsewhere."""
    parts = name.split(".")
    return parts[2] if len(parts) > 2 and parts[1] == "core" else ""


def crossings_in_core(part: str) -> Iterator[tuple[str, str]]:
    """Where a package or module right under `game.core` sees another one: the module, and what it sees."""
    for module, names in imports().items():
        if place_in_core(module) == part:
            yield from ((module, place_in_core(name)) for name in names if place_in_core(name) not in ("", part))


def test_every_package_of_the_rules_has_its_place() -> None:
    packages = {place_in_core(module) for module in modules() if module.count(".") > 2}
    assert packages - {""} == set(THE_RULES)


@pytest.mark.parametrize("package", THE_RULES)
def test_a_package_of_the_rules_sees_only_those_before_it(package: str) -> None:
    later = {*THE_RULES[THE_RULES.index(package) :], *THE_CONTRACT}
    assert [f"{module} sees {other}" for module, other in crossings_in_core(package) if other in later] == []


def test_what_a_position_is_made_of_sees_no_rule() -> None:
    beside = {place_in_core(module) for module in modules()} - {"", *THE_RULES, *THE_CONTRACT}
    rules = {*THE_RULES, *THE_CONTRACT} - {*BENEATH_THE_RULES}
    assert {"state", "world", "orders", "turn"} < beside
    assert [
        f"{module} sees {other}" for part in beside for module, other in crossings_in_core(part) if other in rules
    ] == []


@pytest.mark.parametrize("module", THE_CONTRACT)
def test_the_contract_is_on_top_and_reads_no_intents(module: str) -> None:
    later = {*THE_CONTRACT[THE_CONTRACT.index(module) :], "intents"}
    assert [other for _, other in crossings_in_core(module) if other in later] == []


def test_the_document_lists_the_packages_of_the_rules_in_their_order() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `core/(\w+)` \|", page, re.MULTILINE)) == THE_RULES


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_is_known_only_where_it_belongs(package: str) -> None:
    wrong = [
        module
        for module, names in imports().items()
        if any(root_of(name) == package for name in names) and not module.startswith(ONLY_IN[package])
    ]
    assert wrong == []


def test_the_rules_see_no_files_no_clock_and_no_luck_of_the_machine() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, names in imports().items()
        for name in names
        if part_of(module) == "core" and module != "game.core.kernels.jit" and root_of(name) in WORLDLY
    ]
    assert wrong == []


def test_modules_know_each_other_in_no_circle() -> None:
    """Not in functions and not for types alone either; of the package itself modules see only its version."""
    graph = {
        module: {name for name in names if is_ours(name) and name != "game"} - {module}
        for module, names in imports().items()
    }
    TopologicalSorter(graph).prepare()


def test_the_cache_of_kernels_knows_every_module_that_they_see() -> None:
    kernels = {name for name in modules() if name.startswith("game.core.kernels")}
    seen = set(kernels)
    while more := {name for module in seen for name in imports()[module] if is_ours(name)} - seen:
        seen |= more
    assert sorted(f"{name.removeprefix('game.core.')}.py" for name in seen - kernels) == sorted(jit.SEEN)


def written(tree: ast.AST) -> Iterator[str]:
    """The names of the arrays that a module assigns into."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets if isinstance(node, ast.Assign | ast.AugAssign) else []:
            array = target.value if isinstance(target, ast.Subscript) else None
            if isinstance(array, ast.Name | ast.Attribute):
                yield array.id if isinstance(array, ast.Name) else array.attr


def test_only_apply_writes_a_position() -> None:
    makers = {name for name in modules() if name.startswith("game.core.apply.")} | {"game.core.state"}
    wrong = [
        f"{module} writes into {name}"
        for module, tree in modules().items()
        for name in written(tree)
        if part_of(module) in ("core", "players") and module not in makers and name in BLOCKS
    ]
    assert wrong == []
    assert set(written(modules()["game.core.apply.battle"])) & BLOCKS, "the search still finds writers"
