"""What changed facts should change in Pingjin, from its first day."""

from collections.abc import Sequence
from statistics import fmean

import game
from benchmarks.claims import Direction, Finding, Games, falls, rises
from benchmarks.leanings import men_saved
from game.scenario.load import load
from game.session.results.estimates import Estimate, mean
from game.session.study.batch import pair_seed
from game.session.study.compare import Means
from game.session.study.whatif import study

ENTRY = "pingjin"
TRACKS = ("historical", "historical")
LEAVING, PORT = ("nat-92a", "nat-62a", "nat-16a"), "tanggu"
"""The armies that Chiang wanted in the south, and where their ships lie."""
Halves = tuple[game.Batch, game.Batch]


def halves(games: Games, players: tuple[str, str], variants: Sequence[str] = (), **overrides: int) -> Halves:
    """The games of these players as the facts were, and on the same seeds as they are changed."""
    made = study(ENTRY, list(variants), overrides, games=games.count, seed=games.seed, players=players)
    folder = games.folder / players[0]
    folder.mkdir(parents=True, exist_ok=True)
    games.told(f"  {players[0]}, {made.changed_file.stem}")
    before = game.batch(made.base, folder / made.base_file, games.workers)
    return before, game.batch(made.changed, folder / made.changed_file, games.workers)


def _values(batch: game.Batch, sql: str, count: int) -> dict[int, float]:
    return {row["key"]: row["value"] for row in batch.query(sql, count)}


def _days(batch: game.Batch, event: str, count: int) -> dict[int, float]:
    """By game the day of an event; the day after the end where it did not happen."""
    end = game.load(ENTRY).world.calendar.days
    sql = f"SELECT key, coalesce(day, {end}) AS value FROM events WHERE documented AND id = '{event}' AND key < ?"
    return _values(batch, sql, count)


def _change(before: dict[int, float], after: dict[int, float], unit: str, holds: str) -> Finding:
    """The mean change, seed by seed, which should rise or fall."""
    keys = sorted(before.keys() & after.keys())
    change: Estimate = mean([after[key] - before[key] for key in keys])
    shown = f"{change.value:+,.1f} {unit} ({change.low:+,.1f} to {change.high:+,.1f})"
    verdict = rises(change) if holds == "rises" else falls(change)
    means = Means(fmean(before[key] for key in keys), fmean(after[key] for key in keys))
    return Finding(change, shown, verdict, {"means": means})


def without_contact(games: Games) -> Finding:
    """The talks come to an end later; not at all counts as the day after the campaign's."""
    before, after = halves(games, TRACKS, ["no-contact"])
    days = [_days(each, "agreement", games.count) for each in (before, after)]
    return _change(days[0], days[1], "days", "rises")


def withdrawn_early(games: Games) -> Finding:
    """Three armies of the centre that stand at the coast and embark at once, or hold as they did."""
    seeds = [pair_seed(games.seed, pair) for pair in range(games.count)]
    plain, ready = game.load(ENTRY), load(ENTRY, variants=["withdraw-by-sea"])
    games.told(f"  leaving: {', '.join(LEAVING)}")
    held = [men_saved(plain, (), PORT, seed) for seed in seeds]
    left = [men_saved(ready, LEAVING, PORT, seed) for seed in seeds]
    return _change(dict(enumerate(map(float, held))), dict(enumerate(map(float, left))), "men", "rises")


def held_back(games: Games) -> Finding:
    """The army that is not there is not lost there."""
    before, after = halves(games, TRACKS, ["35th-held-back"])
    days = [_days(each, "xinbaoan-falls", games.count) for each in (before, after)]
    return _change(days[0], days[1], "days", "rises")


def nobody_talks(games: Games) -> Finding:
    """A city that is not handed over has to be stormed, or stands at the end: levels of victory that it costs."""
    before, after = halves(games, TRACKS, talks=0)
    levels = [level.label.id for level in game.load(ENTRY).world.victory.levels]
    sql = "SELECT key, level AS value FROM games WHERE status = 'finished' AND key < ?"
    ranks = [
        {row["key"]: float(-levels.index(row["value"])) for row in each.query(sql, games.count)}
        for each in (before, after)
    ]
    return _change(ranks[0], ranks[1], "levels", "rises")


NORTH = (
    Direction(
        "no-contact",
        "Pingjin: without the contact the talks succeed later or less",
        "change of the day of the agreement, never counted as the day after the end; both sides follow their tracks",
        without_contact,
    ),
    Direction(
        "early-withdrawal",
        "Pingjin: an early withdrawal by sea saves more men",
        "change of the men brought off the map; both sides follow their tracks, but with the variant `withdraw-by-sea` "
        "the 92nd, 62nd and 16th Armies embark from the first day on",
        withdrawn_early,
    ),
    Direction(
        "35th-held-back",
        "Pingjin: holding the 35th Army back delays the west",
        "change of the day on which it is lost; both sides follow their tracks",
        held_back,
    ),
    Direction(
        "no-talks",
        "Pingjin: a Beiping that is not handed over costs the Communists a level",
        "change of the level of victory with `talks=0`; both sides follow their tracks",
        nobody_talks,
    ),
)
