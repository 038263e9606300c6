"""Reading a batch: its tables, its summary, and each game to be played again."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from game.files import write_whole
from game.scenario.load import Scenario, from_spec
from game.scenario.problems import ScenarioError
from game.scenario.sayings import say
from game.session.session import Session
from game.session.study.batch_db import BatchError, reading, stored_settings
from game.session.study.summary import Summary, summarise


class BatchGame(NamedTuple):
    """All that it takes to play a game of a batch again."""

    scenario: Scenario
    players: tuple[str, str]
    seed: int
    days: int | None
    digest: str | None
    """What the last position's digest was; None for a game that failed."""

    def session(self, save: str | Path | None = None) -> Session:
        """The game before its first order. Raises as `Session` does."""
        return Session(self.scenario, self.players, self.seed, save)


@dataclass(frozen=True)
class Batch:
    """A batch file. Rows are dictionaries by column name, ready for a data frame."""

    path: Path
    settings: dict[str, Any]
    """The content of its table ``batch``."""

    def query(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """The rows of a query; docs/study.md has the tables. Raises BatchError for bad SQL."""
        with reading(self.path) as connection:
            return [dict(row) for row in connection.execute(sql, values)]

    def games(self) -> list[dict[str, Any]]:
        """One row per game, in order."""
        return self.query("SELECT * FROM games ORDER BY key")

    def count(self) -> int:
        """How many games it holds."""
        return int(self.query("SELECT count(*) AS games FROM games")[0]["games"])

    def summary(self) -> Summary:
        """What usually happens, with intervals. Raises BatchError when no game was finished, and for an arena."""
        if self.settings.get("arena"):
            raise BatchError(f"{self.path}: this is an arena; `game.read_arena` sums it up")
        tables = (
            self.games(),
            self.query("SELECT * FROM losses ORDER BY key"),
            self.query("SELECT * FROM events WHERE documented"),
            self.query("SELECT * FROM history ORDER BY first_day, last_day, id"),
        )
        try:
            return summarise(self.settings, *tables)
        except ValueError as error:
            raise BatchError(f"{self.path}: {error}") from None

    def write_csv(self, path: str | Path) -> None:
        """One line per game: its columns, then ``SIDE_KIND`` losses and ``day_EVENT`` of the documented events."""
        games = {game["key"]: game for game in self.games()}
        for row in self.query("SELECT * FROM losses"):
            games[row["key"]][f"{row['side']}_{row['kind']}"] = row["men"]
        for row in self.query("SELECT * FROM events WHERE documented"):
            games[row["key"]][f"day_{row['id']}"] = row["day"]
        columns = dict.fromkeys(column for game in games.values() for column in game)
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, columns)
        writer.writeheader()
        writer.writerows(games.values())
        write_whole(Path(path), text.getvalue().encode())


def read_batch(path: str | Path) -> Batch:
    """A batch file. Raises BatchError when it is none."""
    path = Path(path)
    with reading(path) as connection:
        return Batch(path, stored_settings(path, connection))


def from_batch(path: str | Path, key: int) -> BatchGame:
    """A game of a batch by its key, to be played again as it was. Raises BatchError."""
    batch = read_batch(path)
    rows = batch.query("SELECT * FROM games WHERE key = ?", key)
    if not rows:
        count = batch.query("SELECT count(*) AS games, max(key) AS last FROM games")[0]
        raise BatchError(f"{path}: there is no game {key}; it holds {count['games']}, the last is {count['last']}")
    row = rows[0]
    try:
        scenario = from_spec(batch.settings["spec"])
    except ScenarioError as error:
        why = say(
            "{file}: its scenario cannot be used by this version of the program: {faults}",
            file=str(path),
            faults=error.saying,
        )
        raise BatchError(why) from error
    return BatchGame(scenario, (row["player0"], row["player1"]), row["seed"], batch.settings["days"], row["digest"])
