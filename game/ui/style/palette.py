"""The colours of the window, from ``assets/palettes.yaml``."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from game.resources import asset
from game.scenario.text.marks import read_file

Colour = tuple[int, int, int]

STANDARD = "standard"
_DIGITS = 6


class SideColours(NamedTuple):
    """How a side's things are drawn."""

    face: Colour
    light: Colour
    dark: Colour
    name: Colour
    """The ink for the names of places that it holds."""


class Palette:
    """All colours by name; ``palette.ink``, ``palette.river["water"]``."""

    def __init__(self, data: Mapping[str, Any], sides: tuple[str, str]) -> None:
        self._data = {key: _colours(value) for key, value in data.items() if key not in ("name", "sides")}
        known = data["sides"]
        first, second = sides
        if first == second:
            second = "red" if first != "red" else "blue"
        self.sides = tuple(SideColours(**_colours(known[colour])) for colour in (first, second))

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_data"][name]
        except KeyError:
            raise AttributeError(name) from None

    def terrain_colours(self, terrain: str) -> tuple[Colour, Colour]:
        """Base and mixture; an unknown terrain looks like open ground."""
        found = self.terrain.get(terrain, self.terrain["open"])
        return found["base"], found["mix"]


@cache
def _file() -> dict[str, Any]:
    data: dict[str, Any] = read_file(asset("palettes.yaml")).data
    return data


def palette_names() -> tuple[str, ...]:
    """The palettes there are, the standard one first."""
    return tuple(_file()["palettes"])


def palette_label(name: str, lang: str) -> str:
    """What a palette is called in a language."""
    return str(_file()["palettes"][name]["name"][lang])


@cache
def palette(name: str = STANDARD, sides: tuple[str, str] = ("blue", "red")) -> Palette:
    """The one palette of a name for sides of these colours. Raises KeyError for a name that is none."""
    data = _file()
    return Palette({**data["paper"], **data["palettes"][name]}, sides)


def colour(text: str) -> Colour:
    """``#rrggbb`` as three numbers."""
    digits = text.removeprefix("#")
    assert len(digits) == _DIGITS, text
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Between two colours; ``share`` is how much of the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _colours(value: Any) -> Any:
    if isinstance(value, str):
        return colour(value)
    if isinstance(value, list):
        return tuple(_colours(item) for item in value)
    return {key: _colours(item) for key, item in value.items()}
