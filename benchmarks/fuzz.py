"""``python -m benchmarks fuzz``: random orders with every assertion on.

Cases are games on small random boards and, now and then, on Handan, both sides
ordered by chance. A case follows from the seed and its number alone; one that
fails is written to a file with its orders and can be given again.
"""

import argparse
import json
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

import game
from benchmarks.maps import generated
from benchmarks.random_orders import OrderGiver
from benchmarks.trial import REDO, UNDO, Trial, step_from_data, step_to_data
from game.core.events import EVENT_TYPES
from game.core.orders import ORDER_TYPES, EndPhase
from game.core.refusal import Reason

_CAMPAIGN_EVERY = 6
_CAMPAIGNS = ("handan", "pingjin", "handan@the-pocket", "pingjin@beiping")
_FAILED = 1


@cache
def _campaign(name: str, fog: int, low_luck: int) -> game.Scenario:
    return game.load(name, overrides={"fog": fog, "low_luck": low_luck})


def scenario_of(seed: int, case: int) -> game.Scenario:
    """The board of a case."""
    random = Random(f"{seed} {case} board")
    options = {"fog": int(random.random() < 0.85), "low_luck": int(random.random() < 0.3)}
    number, rest = divmod(case, _CAMPAIGN_EVERY)
    if rest == _CAMPAIGN_EVERY - 1:
        return _campaign(_CAMPAIGNS[number % len(_CAMPAIGNS)], **options)
    columns, rows, units = random.randint(5, 12), random.randint(6, 12), random.randint(4, 20)
    return generated(random.randrange(1 << 32), columns, rows, units, random.randint(2, 6), options)


def play(trial: Trial, random: Random, most: int) -> Iterator[None]:
    """Take random steps until the campaign is over or so many orders were given, yielding after each."""
    giver = OrderGiver(trial.session.world, random)
    session, given, day = trial.session, 0, -1
    trial.check_players()
    while given < most and not session.is_over:
        trial.take(giver.next(session.view(session.active_side)))
        given += 1
        yield
        if random.random() < 0.04 and session.check_undo() is None:
            trial.take(UNDO)
            if random.random() < 0.7:
                trial.take(REDO)
        if session.turn.state.day != day:
            day = session.turn.state.day
            if random.random() < 0.3:
                trial.check_thoroughly()
    trial.take(EndPhase())
    trial.check_thoroughly()


def run(orders: int, seed: int, dump: Path) -> tuple[int, Counter[str]]:
    """Give so many orders. Exit status, and what happened by name; a failing case is written to ``dump``."""
    told: Counter[str] = Counter()
    given = case = 0
    meter = _Meter(orders)
    with tempfile.TemporaryDirectory() as folder:
        while given < orders:
            trial = Trial(scenario_of(seed, case), seed, Path(folder))
            try:
                for _ in play(trial, Random(f"{seed} {case} orders"), orders - given):
                    given += 1
                    meter.show(given, case)
            except Exception as error:  # whatever it is, it is the find
                _report(error, seed, case, trial, dump)
                return _FAILED, told + trial.told
            told += trial.told
            case += 1
    print(f"{given} orders in {case} games: nothing found")
    return 0, told


def _report(error: Exception, seed: int, case: int, trial: Trial, dump: Path) -> None:
    """Say what broke, and keep what is needed to see it again."""
    steps = [step_to_data(step) for step in trial.steps]
    fault = f"{type(error).__name__}: {error}"
    dump.write_text(
        json.dumps({"seed": seed, "case": case, "fault": fault, "steps": steps}, indent=1), encoding="utf-8"
    )
    traceback.print_exc()
    print(f"\ncase {case} of seed {seed}, step {len(steps)}: {fault}", file=sys.stderr)
    print(f"give it again with `python -m benchmarks fuzz --replay {dump}`", file=sys.stderr)


def replay(dump: Path) -> int:
    """Take the steps of a failed case again; the exit status."""
    data = json.loads(dump.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(scenario_of(data["seed"], data["case"]), data["seed"], Path(folder))
        try:
            trial.check_players()
            for step in data["steps"]:
                trial.take(step_from_data(step))
            trial.check_thoroughly()
        except Exception:  # the find again
            traceback.print_exc()
            print(f"step {len(trial.steps)} of {len(data['steps'])}: {trial.steps[-1:]}", file=sys.stderr)
            return _FAILED
    print(f"{len(data['steps'])} steps: nothing found")
    return 0


class _Meter:
    """Orders given, with the time that is left, twice a second on a terminal and now and then elsewhere."""

    def __init__(self, orders: int) -> None:
        self._orders = orders
        self._every = 0.5 if sys.stderr.isatty() else 15.0
        self._end = "\r" if sys.stderr.isatty() else "\n"
        self._began = self._shown = 0.0

    def show(self, given: int, case: int) -> None:
        now = time.monotonic()
        if given == 1:  # the kernels are there now
            self._began = self._shown = now
        if now - self._shown < self._every:
            return
        self._shown = now
        left = (now - self._began) / (given - 1) * (self._orders - given)
        line = f"{given:,} of {self._orders:,} orders, game {case + 1}, about {left:.0f} s left"
        print(f"{line:<70}", end=self._end, file=sys.stderr, flush=True)


def coverage(told: Counter[str]) -> Iterator[str]:
    """What the orders brought about, and what they never did."""
    reasons = [reason.name for reason in Reason]
    yield from _counts("carried out", [cls.__name__ for cls in ORDER_TYPES], told)
    yield from _counts("refused", reasons, told)
    yield from _counts("events", [cls.__name__ for cls in EVENT_TYPES], told)


def _counts(title: str, names: Iterable[str], told: Counter[str]) -> Iterator[str]:
    seen = sorted(((told[name], name) for name in names if told[name]), reverse=True)
    yield f"{title}: {', '.join(f'{name} {count:,}' for count, name in seen)}"
    never = [name for name in names if not told[name]]
    if never:
        yield f"  never: {', '.join(never)}"


def main(arguments: Sequence[str]) -> int:
    """Run `fuzz`; the exit status, 1 when something broke."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks fuzz", description="Play random orders with every assertion on."
    )
    parser.add_argument("--orders", type=int, default=20_000, metavar="N", help="how many (default: 20,000)")
    parser.add_argument("--seed", type=int, default=1, help="other boards and orders (default: 1)")
    parser.add_argument(
        "--dump",
        type=Path,
        default=Path("fuzz-failure.json"),
        metavar="FILE",
        help="where a failing case goes (default: %(default)s)",
    )
    parser.add_argument("--replay", type=Path, metavar="FILE", help="give the orders of a failing case again")
    parsed = parser.parse_args(arguments)
    if parsed.replay:
        return replay(parsed.replay)
    status, told = run(parsed.orders, parsed.seed, parsed.dump)
    print("\n".join(coverage(told)))
    return status
