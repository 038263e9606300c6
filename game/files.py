"""Atomic writes: whatever happens, a file is its old self or the new one, never half of each."""

import os
import shutil
import time
from contextlib import suppress
from errno import EACCES, EPERM, EROFS
from glob import escape
from pathlib import Path

_GIVEN_UP = 60.0
"""Seconds after which nobody writes a file any more that is not finished."""


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the file, then put that in its place. Raises OSError with the file's name, and the folder's fault.

    Where that fails nothing is left behind, and what a program that was killed has left goes too. Who may read the file
    stays as it was. A device or a pipe is written to as it is; of a link the file that it leads to is replaced.
    """
    goal = path.resolve()
    fresh = goal.with_name(f"{goal.name}.{os.getpid()}.new")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        try:
            _write(fresh, content)
            if goal.exists():
                shutil.copymode(goal, fresh)
            fresh.replace(goal)
            _sweep(goal)
        except OSError:
            with suppress(OSError):
                fresh.unlink()
            raise
    except OSError as error:
        is_folders_fault = error.errno in (EACCES, EPERM, EROFS) and error.filename == str(fresh)
        reason = f"{error.strerror} in the folder {goal.parent}" if is_folders_fault else error.strerror
        raise OSError(error.errno, reason, str(path)) from error


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not be there yet. Raises FileExistsError, or OSError as ``write_whole`` does."""
    if path.exists():
        raise FileExistsError(f"{path} is there already; choose another name or move it away")
    write_whole(path, content)


def _sweep(goal: Path) -> None:
    """Remove what writers of the file that were killed have left beside it."""
    with suppress(OSError):
        for left in goal.parent.glob(f"{escape(goal.name)}.*.new"):
            writer = left.name.removeprefix(f"{goal.name}.").removesuffix(".new")
            if writer.isdecimal() and time.time() - left.stat().st_mtime > _GIVEN_UP:
                left.unlink()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
