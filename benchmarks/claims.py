"""What changed facts should change, and how each claim is measured over seeded games from one entry of Handan."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import game
from benchmarks import ring, samples
from benchmarks.leanings import Attacks, Follows, Leans, Spends, chance_to_go_over
from game.session.results.estimates import Estimate, mean, paired_share, share
from game.session.study.batch import pair_seed
from game.session.study.compare import Comparison, Means
from game.session.study.whatif import study

ENTRY = "handan@the-pocket"
ARMY, GAO = "nat-n8a", "gao-goes-over"
"""The New 8th Army, and the event of its going over."""
Halves = tuple[Comparison, game.Batch, game.Batch]
"""A comparison with the games that it compares."""


class Finding(NamedTuple):
    """What a claim came to."""

    value: Estimate
    shown: str
    """The value with its interval, as the page prints it."""
    holds: bool | None
    """None where so many games cannot tell."""
    details: Mapping[str, Any]


@dataclass
class Games:
    """The games that the claims look at, played when they are asked for and kept in a folder."""

    count: int
    seed: int
    workers: int
    folder: Path
    told: Callable[[str], None] = print

    def with_and_without(
        self, variants: Sequence[str] = (), **overrides: int
    ) -> tuple[Comparison, game.Batch, game.Batch]:
        """The comparison, and both halves."""
        made = study(ENTRY, list(variants), overrides, games=self.count, seed=self.seed)
        files = self.folder / made.base_file, self.folder / made.changed_file
        self.told(f"  {files[1].stem}")
        halves = [
            game.batch(each, file, self.workers) for each, file in zip((made.base, made.changed), files, strict=True)
        ]
        return game.compare(*halves), halves[0], halves[1]

    def chances(self, name: str, leans: Leans, variant: str | None = None) -> list[float]:
        """For each seed the chance that the New 8th Army goes over, with players that lean so from their tracks."""
        file = self.folder / f"{name}.json"
        found: list[float] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
        scenario = game.load(ENTRY, variant, overrides={"defections": 0})
        self.told(f"  {name}")
        for pair in range(len(found), self.count):
            found.append(chance_to_go_over(scenario, ARMY, leans, pair_seed(self.seed, pair)))
            file.write_text(json.dumps(found), encoding="utf-8")
        return found[: self.count]

    def as_they_are(self) -> game.Batch:
        """The games without any change."""
        settings = game.BatchSettings(game.load(ENTRY), games=self.count, seed=self.seed)
        return game.batch(settings, self.folder / "handan-the-pocket.sqlite", self.workers)


def falls(change: Estimate) -> bool | None:
    """Whether something becomes less, with 95 % certainty; None where it may be either."""
    return True if change.high < 0 else False if change.low > 0 else None


def rises(change: Estimate) -> bool | None:
    """Whether something becomes more."""
    return falls(Estimate(-change.value, -change.high, -change.low))


def _points(change: Estimate) -> str:
    return f"{change.value:+,.0f} ({change.low:+,.0f} to {change.high:+,.0f})"


def _percent(change: Estimate) -> str:
    return f"{change.value:+.0%} ({change.low:+.0%} to {change.high:+.0%})"


def without_agents(games: Games) -> Finding:
    found, *_ = games.with_and_without(["no-agents"])
    change = found.events[GAO]
    return Finding(change, _percent(change), falls(change), {"means": found.means[GAO]})


def loyal_commander(games: Games) -> Finding:
    found, *_ = games.with_and_without(["gao-loyal"])
    change = found.events[GAO]
    return Finding(change, _percent(change), falls(change), {"means": found.means[GAO]})


def _leaning(base: Sequence[float], changed: Sequence[float]) -> Finding:
    """The change of the chance that the army goes over, seed by seed."""
    change = mean([after - before for before, after in zip(base, changed, strict=True)])
    return Finding(change, _percent(change), rises(change), {"means": Means(fmean(base), fmean(changed))})


def spared(games: Games) -> Finding:
    attacked, followed = games.chances("attacked", (Follows, Attacks)), games.chances("followed", (Follows, Follows))
    return _leaning(attacked, followed)


def spent(games: Games) -> Finding:
    followed = games.chances("followed-no-agents", (Follows, Follows), "no-agents")
    spending = games.chances("spending-no-agents", (Spends, Follows), "no-agents")
    return _leaning(followed, spending)


def second_echelon(games: Games) -> Finding:
    found, *_ = games.with_and_without(["second-echelon-commits"])
    return Finding(found.score, _points(found.score), falls(found.score), {"means": found.means["score"]})


def southern_capacity(games: Games) -> Finding:
    found, *_ = games.with_and_without(["southern-capacity"])
    change = found.losses["nat.total"]
    return Finding(change, _points(change), falls(change), {"means": found.means["nat.total"]})


def no_defections(games: Games) -> Finding:
    _, _, batch = games.with_and_without(defections=0)
    rows = batch.query("SELECT key, sum(men) AS men FROM losses WHERE kind = 'gone_over' GROUP BY key")
    some = sum(row["men"] > 0 for row in rows)
    found = share(some, len(rows))
    return Finding(found, f"{some} of {len(rows)} games", some == 0, {"games": len(rows)})


def broken_ring(games: Games) -> Finding:
    seeds = range(games.seed, games.seed + games.count)
    held = [ring.surrenders(seed, breaks=False) > 0 for seed in seeds]
    broken = [ring.surrenders(seed, breaks=True) > 0 for seed in seeds]
    pairs = list(zip(held, broken, strict=True))
    change = paired_share(pairs.count((False, True)), pairs.count((True, False)), len(pairs))
    holds = falls(change) if sum(broken) == 0 else False
    shown = f"{sum(held)} of {len(pairs)} games held, {sum(broken)} broken; {_percent(change)}"
    return Finding(change, shown, holds, {"held": sum(held), "broken": sum(broken)})


def low_luck_means(games: Games) -> Finding:
    """Two one-sided tests at 5 % each: the 90 % interval of every difference lies within half a standard deviation."""
    _, base, changed = games.with_and_without(low_luck=1)
    found = {name: samples.standardised(*pair) for name, pair in samples.both(base, changed).items()}
    worst = max(found, key=lambda name: max(abs(found[name].low), abs(found[name].high)))
    change = found[worst]
    inside = all(each.low > -samples.MARGIN and each.high < samples.MARGIN for each in found.values())
    outside = any(each.low > samples.MARGIN or each.high < -samples.MARGIN for each in found.values())
    shown = f"{worst}: {change.value:+.2f} SD (90 %: {change.low:+.2f} to {change.high:+.2f})"
    return Finding(change, shown, True if inside else False if outside else None, found)


def low_luck_spread(games: Games) -> Finding:
    """The ratio of standard deviations, with bootstrapped intervals; the worst is shown."""
    _, base, changed = games.with_and_without(low_luck=1)
    found = {name: samples.ratio_of_spreads(*pair) for name, pair in samples.both(base, changed).items()}
    worst = max(found, key=lambda name: found[name].value)
    ratio = found[worst]
    narrower, wider = all(each.high < 1 for each in found.values()), any(each.low > 1 for each in found.values())
    shown = f"{worst}: × {ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"
    return Finding(ratio, shown, True if narrower else False if wider else None, found)


def captured_over_killed(games: Games) -> Finding:
    rows = games.as_they_are().query(
        "SELECT key, sum(men * (kind = 'captured')) AS captured, sum(men * (kind = 'killed')) AS killed "
        "FROM losses WHERE side = 'nat' AND key < ? GROUP BY key",
        games.count,
    )
    median = samples.median([row["captured"] / max(1, row["killed"]) for row in rows])
    holds = True if median.low >= 3 else False if median.high < 3 else None
    return Finding(median, f"{median.value:.1f} ({median.low:.1f} to {median.high:.1f})", holds, {"games": len(rows)})


class Direction(NamedTuple):
    """A claim with what measures it."""

    id: str
    claim: str
    measured: str
    find: Callable[[Games], Finding]
    times: int = 1
    """How many times as many seeds it takes as others: its games differ so much more than the change is large."""


DIRECTIONS = (
    Direction(
        "no-agents",
        "Without agents the New 8th Army goes over less often",
        "change in the share of games in which it goes over",
        without_agents,
    ),
    Direction("gao-loyal", "With a loyal commander too", "the same", loyal_commander),
    Direction(
        "spared",
        "Sparing it raises the chance",
        "change in the chance that it goes over on any day; both sides follow their tracks, and the "
        "Communists spare and woo it as they did, or all who stand beside it attack it in every watch",
        spared,
    ),
    Direction(
        "spent",
        "Spending it raises the chance",
        "the same, with the variant `no-agents`, since with agents inside it goes over nearly always; both sides "
        "follow their tracks, and every day the Nationalists send a unit of it alone against whoever stands beside "
        "it, or do not",
        spent,
    ),
    Direction(
        "second-echelon",
        "A second echelon that commits everything lowers Communist scores",
        "change of the mean score",
        second_echelon,
        times=4,
    ),
    Direction(
        "southern-capacity",
        "More capacity in the south raises Nationalist staying power",
        "change of the mean Nationalist losses, men",
        southern_capacity,
    ),
    Direction("no-defections", "With `defections=0` nobody goes over", "games in which anybody did", no_defections),
    Direction(
        "broken-ring",
        "A ring broken on its second day stops surrenders",
        "games with a surrender, on a board with two scripted sides",
        broken_ring,
    ),
    Direction(
        "low-luck-means",
        "`low_luck` keeps every mean",
        "largest difference of means, within half a standard deviation",
        low_luck_means,
        times=4,
    ),
    Direction(
        "low-luck-spread",
        "`low_luck` narrows every spread",
        "largest ratio of standard deviations",
        low_luck_spread,
        times=4,
    ),
    Direction(
        "captured",
        "Of the Nationalists at least three are captured for each killed",
        "median over the games of captured over killed",
        captured_over_killed,
    ),
)
