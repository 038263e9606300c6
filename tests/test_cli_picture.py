"""`hebei show --picture`: a PNG of the asked size without a display, and messages for what cannot be drawn."""

import subprocess
import sys
from pathlib import Path

import pygame
import pytest

from game.cli.open_game import at_first_order
from game.core.state import U
from game.scenario.load import load
from tests.conftest import Run


@pytest.fixture(autouse=True)
def _ford(run: Run) -> None:
    assert run("new", "ford.yaml")[0] == 0


def size_of(path: Path) -> tuple[int, int]:
    assert path.read_bytes().startswith(b"\x89PNG")
    width, height = pygame.image.load(path).get_size()
    return width, height


@pytest.mark.parametrize("options", [(), ("--at", "0302"), ("--at", "0302", "--zoom", "37.5", "--lang", "zh")])
def test_a_picture_has_the_size_that_was_asked_for(run: Run, options: tuple[str, ...], tmp_path: Path) -> None:
    assert run("show", "ford.yaml", "--picture", "a.png", "--size", "320x240", *options)[0] == 0
    assert size_of(tmp_path / "a.png") == (320, 240)


def test_a_picture_needs_no_display(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "there-is-none")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert run("show", "ford.yaml", "--picture", "a.PNG", "--size", "200x150", "--palette", "strong")[0] == 0
    assert size_of(tmp_path / "a.PNG") == (200, 150)


def test_a_save_is_drawn_on_any_day_as_either_side_sees_it(run: Run, tmp_path: Path) -> None:
    assert run("watch", "ford.yaml", "--days", "3", "--no-map", "--save", "game.save")[0] == 0
    drawn = []
    for options in ((), ("--day", "1945-10-22"), ("--side", "nat")):
        assert run("show", "game.save", "--picture", "a.png", "--size", "300x200", *options)[0] == 0
        drawn.append((tmp_path / "a.png").read_bytes())
    assert drawn[0] != drawn[1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--picture", "a.jpg"), "must end in .png"),
        (("--picture", "no/such/a.png"), "there is no folder"),
        (("--picture", "a.png", "--size", "big"), "WIDTHxHEIGHT"),
        (("--picture", "a.png", "--size", "20x20"), "64 to 8192"),
        (("--picture", "a.png", "--zoom", "near"), "must be a number"),
        (("--picture", "a.png", "--zoom", "nan"), "4 to 240"),
        (("--picture", "a.png", "--zoom", "2"), "4 to 240"),
        (("--picture", "a.png", "--at", "9999"), "they run from 0101 to"),
        (("--picture", "a.png", "--at", "nowhere"), "there is no place 'nowhere'"),
        (("--picture", "a.png", "--side", "con"), "did you mean"),
        (("--picture", "a.png", "--day", "yesterday"), "a date is written"),
        (("--picture", "a.png", "--day", "1945-10-15"), "a scenario has only its beginning"),
        (("--picture", "a.png", "--palette", "standart"), "did you mean 'standard'"),
        (("--zoom", "30"), "add --picture"),
        (("--side", "nat"), "add --picture"),
    ],
)
def test_bad_arguments_are_told(run: Run, options: tuple[str, ...], message: str, tmp_path: Path) -> None:
    status, _, err = run("show", "ford.yaml", *options)
    assert status == 2 and message in err and not list(tmp_path.glob("*.png"))


def test_a_day_outside_the_save_is_told(run: Run) -> None:
    assert run("watch", "ford.yaml", "--days", "2", "--no-map", "--save", "game.save")[0] == 0
    status, _, err = run("show", "game.save", "--picture", "a.png", "--day", "1949-01-01")
    assert status == 2 and "game.save runs from" in err


def test_a_missing_package_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    status, _, err = run("show", "ford.yaml", "--picture", "a.png")
    assert status == 2 and "pip install pygame-ce" in err


@pytest.mark.parametrize(
    "arguments", [["--help"], ["show", "--help"], ["check", "handan"], ["show", "handan", "--map"]]
)
def test_text_imports_no_pygame(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom game.cli.main import main\ntry:\n main(sys.argv[1:])\nexcept SystemExit:\n pass\n"
        "print(sorted({'pygame', 'pygame_gui'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False, encoding="utf-8")
    assert done.stderr.splitlines()[-1] == "[]"


def test_an_entry_is_drawn_as_its_first_order_finds_it(run: Run, tmp_path: Path) -> None:
    """The first dawn tells who is cut off, and the picture shows it; the place of the file is told."""
    ring = "".join(f', red-{n}: {{at: "{hex}"}}' for n, hex in enumerate(("0502", "0602"), start=1))
    text = (tmp_path / "ford.yaml").read_text(encoding="utf-8")
    units = f'{{blue-1: {{at: "0601"}}{ring}}}'
    entry = f"entries: {{ring: {{date: 1945-10-21, title: The ring, units: {units}}}}}\n"
    (tmp_path / "ford.yaml").write_text(text + entry, encoding="utf-8")
    status, _, err = run("show", "ford.yaml@ring", "--picture", "a.png", "--size", "320x240")
    assert (status, err) == (0, "Written: a.png\n")
    scenario = load(tmp_path / "ford.yaml", "ring")
    unit = scenario.world.unit_index["blue-1"]
    assert scenario.start.units[U.ENCIRCLED, unit] == 0 < at_first_order(scenario, "en").units[U.ENCIRCLED, unit]
