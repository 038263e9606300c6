"""The file of a batch: one SQLite database, one row per game. docs/study.md has the schema with queries."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = 4
_APPLICATION = 0x48454245  # "HEBE", so that another program's database is never taken for a batch

SCHEMA = """
CREATE TABLE batch (             -- every setting and version, as JSON
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE games (
    key INTEGER PRIMARY KEY,     -- the number of the game in the batch, from 0
    pair INTEGER NOT NULL,       -- games of one pair have the same seed, the players' sides exchanged
    seed INTEGER NOT NULL,
    player0 TEXT NOT NULL,       -- who ordered the scenario's first side
    player1 TEXT NOT NULL,
    status TEXT NOT NULL,        -- finished, stopped (by --days) or failed
    message TEXT NOT NULL,       -- why it failed
    culprit TEXT NOT NULL,       -- the player that failed, empty where it was none
    day INTEGER,                 -- last day, counted from 0
    score INTEGER,               -- positive for the side that the scenario's victory favours
    level TEXT,                  -- level of victory
    seconds REAL NOT NULL,
    digest TEXT                  -- of the last position
);
CREATE TABLE losses (            -- men, by the side a unit fought for when it lost them
    key INTEGER NOT NULL REFERENCES games,
    side TEXT NOT NULL,
    kind TEXT NOT NULL,          -- killed, wounded, captured, straggled or gone_over
    men INTEGER NOT NULL,
    PRIMARY KEY (key, side, kind)
) WITHOUT ROWID;
CREATE TABLE events (
    key INTEGER NOT NULL REFERENCES games,
    id TEXT NOT NULL,            -- the scenario's id; or first-battle, lost:UNIT, over:FORMATION, taken:PLACE:SIDE
    documented INTEGER NOT NULL, -- 1 for an event of history
    day INTEGER,                 -- null where it did not happen
    PRIMARY KEY (key, id)
) WITHOUT ROWID;
CREATE TABLE reaches (           -- how near relief and spearheads came to where they were sent
    key INTEGER NOT NULL REFERENCES games,
    id TEXT NOT NULL,            -- the unit, formation or group
    hexes INTEGER,               -- from its goal, null where none of it was on the map
    PRIMARY KEY (key, id)
) WITHOUT ROWID;
CREATE TABLE departures (        -- how many men were brought off the map
    key INTEGER NOT NULL REFERENCES games,
    id TEXT NOT NULL,            -- the unit, formation or group
    men INTEGER NOT NULL,
    PRIMARY KEY (key, id)
) WITHOUT ROWID;
CREATE TABLE places (
    key INTEGER NOT NULL REFERENCES games,
    place TEXT NOT NULL,
    holder TEXT,                 -- side at the end, null for nobody
    PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE history (           -- the documented events that a game can be compared with
    id TEXT PRIMARY KEY,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    text TEXT NOT NULL
) WITHOUT ROWID;
"""


class BatchError(ValueError):
    """A batch cannot be run or read; the message says why and what to do."""


class GameRow(NamedTuple):
    """A game as it is stored: the columns of ``games``, then its rows of the other tables without the key."""

    key: int
    pair: int
    seed: int
    player0: str
    player1: str
    status: str
    message: str
    culprit: str
    day: int | None
    score: int | None
    level: str | None
    seconds: float
    digest: str | None
    losses: list[tuple[str, str, int]]
    events: list[tuple[str, int, int | None]]
    places: list[tuple[str, str | None]]
    reaches: list[tuple[str, int | None]]
    departures: list[tuple[str, int]]


class OtherGamesError(BatchError):
    """A batch file holds games of other settings; the message ends with the advice to choose another file."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(f"{path}: it holds games {found} choose another file")
        self.path = path


class BatchFile:
    """A batch file open for writing."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    @contextmanager
    def opened(cls, path: Path, settings: dict[str, Any], history: Iterable[tuple[Any, ...]]) -> Iterator["BatchFile"]:
        """The file of a batch with these settings, made if it does not exist.

        Raises BatchError for a file of another program, OtherGamesError for one with other settings.
        """
        is_new = not path.exists() or path.stat().st_size == 0
        if not is_new:
            with reading(path) as connection:
                _refuse_differences(path, stored_settings(path, connection), settings)
        with _as_batch_error(path), closing(sqlite3.connect(path)) as connection:
            if is_new:
                _create(connection, settings, history)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            yield cls(path, connection)
            with suppress(
                sqlite3.OperationalError
            ):  # somebody is reading: the file stays in two parts until the next run
                connection.execute("PRAGMA journal_mode = DELETE")

    def keys(self) -> set[int]:
        """The games that are in it."""
        return {key for (key,) in self._connection.execute("SELECT key FROM games")}

    def write(self, row: GameRow) -> None:
        """Store a game, whole or not at all; one that another process has stored meanwhile is the same."""
        connection, key, columns = self._connection, row.key, row[:13]
        marks = ", ".join("?" * len(columns))
        with connection:
            if not connection.execute(f"INSERT OR IGNORE INTO games VALUES ({marks})", columns).rowcount:  # noqa: S608
                return
            connection.executemany("INSERT INTO losses VALUES (?, ?, ?, ?)", [(key, *loss) for loss in row.losses])
            connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?)", [(key, *event) for event in row.events])
            connection.executemany("INSERT INTO places VALUES (?, ?, ?)", [(key, *place) for place in row.places])
            connection.executemany("INSERT INTO reaches VALUES (?, ?, ?)", [(key, *reach) for reach in row.reaches])
            gone = [(key, *departure) for departure in row.departures]
            connection.executemany("INSERT INTO departures VALUES (?, ?, ?)", gone)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A batch file open for reading, rows by name. Raises BatchError."""
    if path.is_dir():
        raise BatchError(f"{path}: this is a folder; name a file in it")
    if not path.is_file():
        raise BatchError(f"{path}: there is no such file")
    with _as_batch_error(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def stored_settings(path: Path, connection: sqlite3.Connection) -> dict[str, Any]:
    """The settings in a batch file. Raises BatchError for any other file."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
        raise BatchError(f"{path}: this is no batch of Hebei 1945–49; choose another file")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != FORMAT:
        raise BatchError(f"{path}: its format is {version}, this program knows {FORMAT}; choose another file")
    return {name: json.loads(value) for name, value in connection.execute("SELECT name, value FROM batch")}


def _create(connection: sqlite3.Connection, settings: dict[str, Any], history: Iterable[tuple[Any, ...]]) -> None:
    """Tables and settings in one transaction, so that a process that is killed leaves a batch or an empty file."""
    rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in settings.items()]
    with connection:
        connection.executescript(
            f"BEGIN; PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {FORMAT}; {SCHEMA}"
        )
        connection.executemany("INSERT INTO batch VALUES (?, ?)", rows)
        connection.executemany("INSERT INTO history VALUES (?, ?, ?, ?)", history)


_FOUND_BY_GAMES = ("track.reference", "victory.par")
"""Where a scenario keeps what its games have shown, on which no game depends."""


def _refuse_differences(path: Path, stored: dict[str, Any], wanted: dict[str, Any]) -> None:
    theirs, ours = stored.get("scenario"), wanted.get("scenario")
    if theirs != ours:
        raise OtherGamesError(path, f"of the scenario {theirs!r}, not {ours!r};")
    differing = [each for each in _differences(stored, wanted) if not each.startswith("hash ")]
    if differing:
        found = "; ".join(differing[:3])
        raise OtherGamesError(path, f"with other settings: {found}. Give the same settings to go on with it, or")


def _differences(stored: Any, wanted: Any, path: str = "") -> Iterator[str]:
    """Where two settings differ, down to the value."""
    if stored == wanted or path in ("spec.scenario.rules", "spec.changes"):  # the numbers themselves are compared
        return
    if path.endswith(_FOUND_BY_GAMES):
        return
    if isinstance(stored, list) and isinstance(wanted, list) and len(stored) == len(wanted) and path.startswith("spec"):
        for number, (theirs, ours) in enumerate(zip(stored, wanted, strict=True)):
            yield from _differences(theirs, ours, f"{path}[{number}]")
        return
    if not (isinstance(stored, dict) and isinstance(wanted, dict)):
        name = path.removeprefix("spec.").removeprefix("scenario.").removeprefix("rules.numbers.")
        yield f"{name} is {_short(stored)} there, {_short(wanted)} here"
        return
    for name in dict.fromkeys([*stored, *wanted]):
        yield from _differences(stored.get(name), wanted.get(name), f"{path}.{name}" if path else name)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


@contextmanager
def _as_batch_error(path: Path) -> Iterator[None]:
    """Turn a fault of the database into a BatchError."""
    try:
        yield
    except sqlite3.Error as error:
        raise BatchError(f"{path}: {_FAULTS.get(getattr(error, 'sqlite_errorcode', 0), error)}") from error


_FAULTS = {
    sqlite3.SQLITE_NOTADB: "this is no batch of Hebei 1945–49",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; its folder must exist and allow it",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; choose another file, the same games come out again",
    sqlite3.SQLITE_FULL: "the disk is full; make room, and the same command goes on",
    sqlite3.SQLITE_READONLY: "the file cannot be written",
    sqlite3.SQLITE_BUSY: "another program is writing to the file; wait for it, or choose another file",
}
"""What the database says less plainly."""
