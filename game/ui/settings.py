"""What a person has set, kept in the user's configuration folder as JSON. A broken file is set aside, never obeyed."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from game.files import write_whole
from game.resources import LANGUAGES, config_folder
from game.ui.style.palette import STANDARD, palette_names

SCALES = (100, 110, 125, 150, 175, 200)
_ROOM = (960, 540)
"""Pixels of the smallest window in which everything has its place at 100 %."""
SPEEDS = ("slow", "normal", "fast", "none")
NATO, WORDS = "nato", "words"
COUNTERS = NATO, WORDS
"""What counters carry: symbols, or a short word in their place."""
_MOST_AUTOSAVES = 30


@dataclass(frozen=True)
class Settings:
    """One person's settings; every change makes new ones."""

    lang: str = "en"
    scale: int = 100
    """Size of words and panels, per cent."""
    palette: str = STANDARD
    animation: str = "normal"
    """One of `SPEEDS`: how fast the other side's phase is shown."""
    edge_scroll: bool = True
    full_screen: bool = False
    counters: str = NATO
    undo_guard: bool = True
    autosaves: int = 10
    """Games of which the automatic save is kept."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys by the name of an action, where they are not the usual ones."""
    size: tuple[int, int] = (1280, 800)
    """Of the window, in pixels."""
    stops: tuple[str, ...] = ()
    """At what going on by itself was to stop the last time, at everything where none is named."""

    def changed(self, **values: Any) -> "Settings":
        """With other values."""
        return replace(self, **values)

    def different_from(self, others: "Settings") -> dict[str, Any]:
        """The values that are not those of other settings."""
        return {name: value for name, value in vars(self).items() if value != getattr(others, name)}


class Found(NamedTuple):
    """The settings that were read, and a message where something was wrong with them."""

    settings: Settings
    trouble: str = ""


def scale_in(size: tuple[int, int], wanted: int) -> int:
    """The size of words and panels in a window: as is wanted, or the largest at which everything has its place."""
    return max((scale for scale in SCALES if scale <= wanted and _has_room(size, scale)), default=SCALES[0])


def _has_room(size: tuple[int, int], scale: int) -> bool:
    return all(length * 100 >= least * scale for length, least in zip(size, _ROOM, strict=True))


def settings_file() -> Path:
    """Where the settings are kept."""
    return config_folder() / "settings.json"


def read_settings(path: Path | None = None) -> Found:
    """The settings of the user; those of a file that makes no sense are set aside beside it."""
    path = path or settings_file()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Found(Settings())
    except (OSError, UnicodeDecodeError) as error:
        return Found(Settings(), f"{path}: cannot be read ({error}); the usual settings hold")
    try:
        return Found(_from_data(json.loads(text)))
    except (ValueError, TypeError, RecursionError) as error:
        return Found(Settings(), _set_aside(path, str(error)))


def write_settings(settings: Settings, path: Path | None = None) -> str:
    """Keep settings; what went wrong, empty where nothing did."""
    path = path or settings_file()
    text = json.dumps(asdict(settings), indent=2, ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        return f"{path}: the settings cannot be kept: {error.strerror or error}"
    return ""


def _set_aside(path: Path, fault: str) -> str:
    aside = path.with_name(path.name + ".broken")
    try:
        path.replace(aside)
    except OSError:
        return f"{path}: it makes no sense ({fault}); the usual settings hold"
    return f"{path}: it made no sense ({fault}); it lies beside its place as {aside.name}, and the usual settings hold"


def _from_data(data: Any) -> Settings:
    """Settings from JSON data; what this version does not know is left out. Raises ValueError."""
    if not isinstance(data, dict):
        raise ValueError("it holds no settings")
    known = {one.name for one in fields(Settings)}
    values = {name: _checked(name, value) for name, value in data.items() if name in known}
    return Settings(**values)


def _checked(name: str, value: Any) -> Any:
    """A value fit for its field. Raises ValueError."""
    default = getattr(Settings(), name)
    allowed = {
        "lang": LANGUAGES,
        "scale": SCALES,
        "palette": palette_names(),
        "animation": SPEEDS,
        "counters": COUNTERS,
    }
    if name in allowed and value not in allowed[name]:
        raise ValueError(f"{name}: found {value!r}, allowed: {', '.join(map(str, allowed[name]))}")
    if name == "keys":
        return _keys(value)
    if name == "stops":
        if not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            raise ValueError(f"stops: found {value!r}, allowed: a list of names")
        return tuple(value)
    if name == "size":
        if not (isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value)):
            raise ValueError(f"size: found {value!r}, allowed: two whole numbers")
        return tuple(value)
    if type(value) is not type(default):
        raise ValueError(f"{name}: found {value!r}, allowed: such as {default!r}")
    return min(max(value, 1), _MOST_AUTOSAVES) if name == "autosaves" else value


def _keys(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ValueError(f"keys: found {value!r}, allowed: actions with their keys")
    found = {}
    for action, keys in value.items():
        if not (isinstance(keys, list) and all(isinstance(key, str) for key in keys)):
            raise ValueError(f"keys: {action}: found {keys!r}, allowed: a list of keys")
        found[str(action)] = tuple(keys)
    return found
