"""Exit with an error unless two batches hold the same games, each with the same digest."""

import contextlib
import sqlite3
import sys
from pathlib import Path


def digests(batch: str) -> dict[str, str]:
    """The digest of each game of a batch file, by the key that identifies the game."""
    with contextlib.closing(sqlite3.connect(f"{Path(batch).absolute().as_uri()}?mode=ro", uri=True)) as file:
        return dict(file.execute("SELECT key, digest FROM games ORDER BY key"))


def main(first: str, second: str) -> int:
    """The exit status, after a line for each game that differs."""
    ours, theirs = digests(first), digests(second)
    differing = [key for key in ours | theirs if ours.get(key) != theirs.get(key)]
    for key in differing:
        print(f"{key}: {ours.get(key, 'absent')} in {first}, {theirs.get(key, 'absent')} in {second}")
    print(f"{len(ours)} games, {len(differing)} differ")
    return int(bool(differing) or not ours)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
