"""Finds scenarios and assets: inside the installed package, else beside it."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
LANGUAGES = ("en", "zh")
"""Those of the text catalogues, the first the one that has every word."""
SUFFIXES = (".yaml", ".yml")
_SAVE_MARK = b'{"save"'
_BATCH_MARK = b"SQLite format 3"


class ScenarioNotFoundError(FileNotFoundError):
    """No file has that name. The message lists where it was looked for and the nearest names."""


def _folder(name: str) -> Path:
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def asset(name: str) -> Path:
    """The path of a file of ``assets/``."""
    return _folder("assets") / name


def bundled_scenarios() -> Path:
    """The folder of the scenarios that come with the game."""
    return _folder("scenarios")


def data_folder() -> Path:
    """Where the user's saves and scenarios are kept; it may not be there yet, nor may those below."""
    from platformdirs import user_data_path

    return user_data_path("hebei", appauthor=False)


def config_folder() -> Path:
    """Where the user's settings are kept."""
    from platformdirs import user_config_path

    return user_config_path("hebei", appauthor=False)


def cache_folder() -> Path:
    """Where is kept what can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("hebei", appauthor=False)


def own_scenarios() -> Path:
    """The folder of the user's own scenarios, which may not be there yet."""
    return data_folder() / "scenarios"


def scenario_folders() -> list[Path]:
    """Where scenarios are looked for by name, first match first."""
    return [Path("scenarios"), own_scenarios(), bundled_scenarios()]


def known_scenarios() -> dict[str, Path]:
    """Every scenario that can be called by name."""
    found: dict[str, Path] = {}
    for folder in scenario_folders():
        for path in sorted(folder.glob("*")):
            if path.suffix in SUFFIXES and path.is_file():
                found.setdefault(path.stem, path)
    return found


def split_entry(name: str) -> tuple[str, str | None]:
    """``handan@the-pocket`` as a scenario and its entry; a file that really has an @ in its name stays whole."""
    scenario, at, entry = name.rpartition("@")
    return (scenario, entry) if at and scenario and not Path(name).is_file() else (name, None)


def find_scenario(name_or_path: str | Path) -> Path:
    """The file of a scenario, given as a path or by name. Raises ScenarioNotFoundError."""
    path = Path(name_or_path)
    if is_save(path):
        hint = f"`hebei watch {path}` goes on with it, `hebei explain {path}` tells of it"
        raise ScenarioNotFoundError(f"{path} is a saved game, no scenario; {hint}")
    row = row_of_batch(path)
    if row:
        raise ScenarioNotFoundError(f"{path} {what_batch(path)}, no scenario; `hebei watch {row}` plays that game")
    if path.is_file():
        return path
    known = known_scenarios()
    if str(name_or_path) in known:
        return known[str(name_or_path)]
    if path.is_dir():
        raise ScenarioNotFoundError(f"{path} is a folder; name a scenario file inside it")
    raise ScenarioNotFoundError(_not_found(str(name_or_path), list(known)))


def is_save(path: Path) -> bool:
    """Whether a file begins like a saved game; a byte order mark may stand before it."""
    return _beginning(path).removeprefix(b"\xef\xbb\xbf").startswith(_SAVE_MARK)


def is_batch(path: Path) -> bool:
    """Whether a file begins like the games of a batch or an arena."""
    return _beginning(path).startswith(_BATCH_MARK)


def row_of_batch(path: Path) -> str:
    """``games.sqlite#17`` of a path that names a game of a batch, the first of a whole batch; else empty."""
    batch, hash, _ = str(path).rpartition("#")
    if hash and is_batch(Path(batch)):
        return str(path)
    return f"{path}#0" if is_batch(path) else ""


def what_batch(path: Path) -> str:
    """What a path with a `row_of_batch` is, for a sentence."""
    return "holds the games of a batch" if is_batch(path) else "is a game of a batch"


def _beginning(path: Path) -> bytes:
    """The first bytes of a file, none where there is no file."""
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(32)


def _not_found(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    if Path(name).suffix in SUFFIXES or len(Path(name).parts) > 1:
        return f"there is no file {name}"
    near = get_close_matches(name, known, 1)
    guess = f"did you mean {near[0]!r}? " if near else ""
    searched = ", ".join(str(folder) for folder in scenario_folders())
    return f"no scenario is called {name!r}; {guess}known: {', '.join(known) or 'none'}; searched: {searched}"
