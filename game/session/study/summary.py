"""What a batch says, with how sure it is: the numbers of the closing table and of `Batch.summary`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from game.session.results.estimates import Estimate, Spread, mean, share, spread

Row = dict[str, Any]


class EventSummary(NamedTuple):
    """A documented event in the games of a batch, beside history."""

    id: str
    text: str
    share: Estimate
    """Of the games in which it happened."""
    median_day: float | None
    """Among those games; None without any."""
    first_day: int
    """In history, with ``last_day``: the two differ where only a period is documented."""
    last_day: int
    is_due: bool
    """Whether it happened somewhere, or each of the games went on until it should have."""


@dataclass(frozen=True)
class Summary:
    """Estimates from the games that did not fail. Of two players who exchanged sides they mix two games in one."""

    games: int
    failed: int
    stopped: int
    """Games that ended by the limit of days."""
    seconds: float
    """Mean of a game."""
    score: Estimate
    """Positive for the side that the scenario's victory favours. With exchanged sides a pair counts as one."""
    levels: dict[str, Estimate]
    """Share of the games with each level of victory, of those that came to their end; empty without any."""
    losses: dict[str, dict[str, Spread]]
    """Men by side and kind."""
    events: list[EventSummary]
    pairs: dict[str, Estimate]
    """Share of the pairs that each player won, a tie being half; empty unless two players exchanged sides."""
    seatings: dict[tuple[str, str], "Summary"]
    """Of each of the two games alone, by the players of both sides; empty unless two players exchanged sides."""


def summarise(settings: Row, games: list[Row], losses: list[Row], events: list[Row], history: list[Row]) -> Summary:
    """The summary of a batch's rows. Raises ValueError without a single game that did not fail."""
    played = [game for game in games if game["status"] != "failed"]
    if not played:
        failed = f"; the first failed: {games[0]['message']}; delete the file to play it again" if games else ""
        raise ValueError(f"there is no finished game to summarise{failed}")
    return Summary(
        games=len(played),
        failed=len(games) - len(played),
        stopped=sum(game["status"] == "stopped" for game in played),
        seconds=sum(game["seconds"] for game in played) / len(played),
        score=mean(_scores(played)),
        levels=_levels(settings["levels"], played),
        losses=_losses(losses),
        events=_events(history, events, played),
        pairs=_pairs(settings, played),
        seatings=_seatings(settings, games, losses, events, history),
    )


def _has_exchanged(settings: Row) -> bool:
    """Whether two players played every seed from both sides."""
    first, second = settings["players"]
    return bool(settings["swap"]) and first != second


def _seatings(
    settings: Row, games: list[Row], losses: list[Row], events: list[Row], history: list[Row]
) -> dict[tuple[str, str], Summary]:
    found = {}
    first, second = settings["players"]
    for seats in ((first, second), (second, first)) if _has_exchanged(settings) else ():
        ours = [game for game in games if (game["player0"], game["player1"]) == seats]
        if any(game["status"] != "failed" for game in ours):
            keys = {game["key"] for game in ours}
            own_losses, own_events = ([row for row in rows if row["key"] in keys] for rows in (losses, events))
            found[seats] = summarise({**settings, "swap": False}, ours, own_losses, own_events, history)
    return found


def _scores(played: list[Row]) -> list[float]:
    """The mean score of each pair: its games share their luck, so they are no two independent games."""
    by_pair = _grouped(played, "pair", "score")
    return [sum(scores) / len(scores) for scores in by_pair.values()]


def _levels(levels: list[str], played: list[Row]) -> dict[str, Estimate]:
    reached = [game["level"] for game in played if game["status"] == "finished"]
    return {level: share(reached.count(level), len(reached)) for level in levels} if reached else {}


def _losses(losses: list[Row]) -> dict[str, dict[str, Spread]]:
    found: dict[str, dict[str, Spread]] = {}
    for side, rows in _by(losses, "side").items():
        found[side] = {kind: spread(men) for kind, men in _grouped(rows, "kind", "men").items()}
        found[side]["total"] = spread([sum(men) for men in _grouped(rows, "key", "men").values()])
    return found


def _events(history: list[Row], events: list[Row], played: list[Row]) -> list[EventSummary]:
    days = _grouped((row for row in events if row["day"] is not None), "id", "day")
    return [_event(row, days.get(row["id"], []), played) for row in history]


def _event(history: Row, days: list[int], played: list[Row]) -> EventSummary:
    over = all(game["status"] == "finished" or game["day"] > history["last_day"] for game in played)
    return EventSummary(
        history["id"],
        history["text"],
        share(len(days), len(played)),
        median(days) if days else None,
        history["first_day"],
        history["last_day"],
        bool(days) or over,
    )


def _pairs(settings: Row, played: list[Row]) -> dict[str, Estimate]:
    if not _has_exchanged(settings):
        return {}
    first, second = settings["players"]
    sign = 1 if settings["favours"] == settings["sides"][0] else -1
    pairs = [pair for pair in _by(played, "pair").values() if len(pair) == 2]
    if not pairs:
        return {}
    wins = 0.0
    for pair in pairs:
        total = sum(sign * game["score"] * (1 if game["player0"] == first else -1) for game in pair)
        wins += 1 if total > 0 else 0.5 if total == 0 else 0
    return {first: share(wins, len(pairs)), second: share(len(pairs) - wins, len(pairs))}


def _by(rows: Iterable[Row], name: str) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    return groups


def _grouped(rows: Iterable[Row], name: str, value: str) -> dict[Any, list[Any]]:
    return {group: [row[value] for row in members] for group, members in _by(rows, name).items()}
