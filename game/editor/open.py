"""Which file is edited: never one that comes with the game, of which a copy in the user's folder is made."""

from pathlib import Path

from game.editor.work import Work
from game.resources import bundled_scenarios, find_scenario, own_scenarios
from game.scenario.new import new_scenario


class NotOursError(ValueError):
    """The file comes with the game. The message says how to edit a copy."""


def open_file(file: Path, copy_of: str | None = None) -> Work:
    """A file to edit; one that is not there is written first, blank or as a copy of a scenario.

    Raises NotOursError, FileExistsError where a copy would overwrite it, ScenarioError, OSError.
    """
    if copy_of is not None:
        new_scenario(file, copy_of)
    elif not file.exists():
        named = own_scenarios() / f"{file.name}.yaml"
        if len(file.parts) == 1 and not file.suffix and named.is_file():
            return Work.open(named)
        if is_bundled(find_by_name(file)):
            raise NotOursError(_hint(file.stem))
        new_scenario(file)
    elif is_bundled(file):
        raise NotOursError(_hint(file.stem))
    return Work.open(file)


def find_by_name(file: Path) -> Path:
    """The file of a scenario that is called by its name, else the file itself."""
    known = bundled_scenarios() / f"{file.name}.yaml"
    return known if known.is_file() and len(file.parts) == 1 else file


def edit_of(name: str, path: Path) -> Work:
    """A scenario of the user's, or of one that comes with the game a copy that is not written yet.

    Raises ScenarioError, OSError.
    """
    if not is_bundled(path):
        return Work.open(path)
    return Work.copy(find_scenario(path).read_bytes(), _free(own_scenarios(), f"my-{name}"))


def _free(folder: Path, stem: str) -> Path:
    """A file that is not there yet."""
    number = 1
    while (path := folder / (f"{stem}.yaml" if number == 1 else f"{stem}-{number}.yaml")).exists():
        number += 1
    return path


def is_bundled(file: Path) -> bool:
    """Whether a file is one of those that come with the game."""
    return file.resolve().parent == bundled_scenarios().resolve()


def _hint(name: str) -> str:
    return (
        f"{name} comes with the game and stays as it is; `hebei edit my-{name}.yaml --from {name}` edits a copy of it"
    )
