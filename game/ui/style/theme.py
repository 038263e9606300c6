"""The look of widgets: ``assets/theme.json`` with the palette's colours in it and every size at the interface scale."""

import json
import re
from functools import cache
from typing import Any

from game.resources import asset
from game.ui.style.palette import Colour, Palette
from game.ui.style.text import font_file

FONT = "hebei"
"""Noto Sans SC under a name of ours: under its own, pygame_gui reads the whole file anew for each size."""

NO_MARGINS = dict.fromkeys(("left", "right", "top", "bottom"), 0)
"""Of a widget whose content reaches to its edge."""
_LENGTH = re.compile(r"(-?\d+)px")


@cache
def _file() -> str:
    return asset("theme.json").read_text(encoding="utf-8")


def theme(palette: Palette, scale: int) -> dict[str, Any]:
    """A theme as pygame_gui takes it.

    In the file ``$name`` is a colour of the palette's ``window`` and ``12px`` a length at 100 %.
    """
    colours: dict[str, Colour] = palette.window
    data = json.loads(_file())
    sizes = {name: max(8, round(height * scale / 100)) for name, height in data.pop("sizes").items()}
    fonts = data.pop("fonts")
    made: dict[str, Any] = _filled(data, colours, scale)
    files = {"regular_path": str(font_file(bold=False)), "bold_path": str(font_file(bold=True))}
    for element, (size, style) in fonts.items():
        name = "fira_code_symbols" if style == "symbols" else FONT
        made.setdefault(element, {})["font"] = {
            "name": name,
            "size": str(sizes[size]),
            "bold": "1" if style == "bold" else "0",
            "italic": "0",
            **({} if style == "symbols" else files),
        }
    return made


def _filled(value: Any, colours: dict[str, Colour], scale: int) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, colours, scale) for key, item in value.items()}
    if isinstance(value, str) and value.startswith("$"):
        name, _, alpha = value[1:].partition("/")
        red, green, blue = colours[name]
        return f"#{red:02x}{green:02x}{blue:02x}{alpha or 'ff'}"
    if isinstance(value, str):
        return _LENGTH.sub(lambda found: str(round(int(found[1]) * scale / 100)), value)
    return value
