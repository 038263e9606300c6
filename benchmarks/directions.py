"""``python -m benchmarks directions``: does the game answer a changed fact in the direction that history suggests?

Each row is a claim with its interval. Nothing is asserted: what does not hold is told too.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import game
from benchmarks.claims import DIRECTIONS as POCKET
from benchmarks.claims import ENTRY, Direction, Finding, Games
from benchmarks.north import NORTH
from game.session.study.batch_db import BatchError

ROOT = Path(__file__).parents[1]
STORED = ROOT / "benchmarks" / "results" / "directions.json"
PAGE = ROOT / "docs" / "validation.md"
BEGIN, END = "<!-- directions: begin -->", "<!-- directions: end -->"
FORMAT = 1
DIRECTIONS = (*POCKET, *NORTH)
_VERDICTS = {True: "holds", False: "does not hold", None: "open: too few games to tell"}


@dataclass
class Results:
    """What was found, as it is stored and printed."""

    games: int
    seed: int
    rules_version: int = game.RULES_VERSION
    version: str = game.__version__
    findings: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, direction: Direction, found: Finding) -> None:
        self.findings[direction.id] = {
            "claim": direction.claim,
            "measured": direction.measured,
            "seeds": self.games * direction.times,
            "shown": found.shown,
            "verdict": _VERDICTS[found.holds],
            **found.value._asdict(),
            "details": {name: _plain(value) for name, value in found.details.items()},
        }

    def to_json(self) -> str:
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=2) + "\n"

    def table(self) -> str:
        """The part of the page between the marks."""
        made = (
            f"Seeds from {self.seed} on, from `{ENTRY}` where Pingjin is not named, "
            "`greedy` on both sides where no others are, "
            f"rules version {self.rules_version}. In brackets 95 % intervals, where nothing else is said."
        )
        lines = [
            made,
            "",
            "| claim | measured | seeds | found | |",
            "|---|---|---|---|---|",
        ]
        for row in self.findings.values():
            lines.append(f"| {row['claim']} | {row['measured']} | {row['seeds']} | {row['shown']} | {row['verdict']} |")
        return "\n".join(lines)


def _plain(value: Any) -> Any:
    return value._asdict() if hasattr(value, "_asdict") else value


def page_with(page: str, table: str) -> str:
    """The page with the table between its marks."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page has no {BEGIN} … {END}")
    return f"{head}{BEGIN}\n{table}\n{END}{tail}"


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments ask for; the exit status. A claim that does not hold is no failure."""
    parsed = _parse(arguments)
    folder = parsed.folder or Path(tempfile.gettempdir()) / f"hebei-directions-{game.__version__}-{game.RULES_VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    games = Games(parsed.games, parsed.seed, parsed.workers, folder)
    results = Results(parsed.games, parsed.seed)
    print(f"games are kept in {folder}; the same command goes on with them")
    for direction in DIRECTIONS:
        if parsed.names and direction.id not in parsed.names:
            continue
        print(direction.claim, flush=True)
        try:
            found = direction.find(replace(games, count=games.count * direction.times))
        except BatchError as error:  # such as games of a scenario that has changed
            print(f"{error} Remove {folder}, or name another one with --folder.", file=sys.stderr)
            return 2
        results.add(direction, found)
        print(f"  {found.shown}: {_VERDICTS[found.holds]}", flush=True)
    if not parsed.names:
        parsed.out.write_text(results.to_json(), encoding="utf-8", newline="\n")
        PAGE.write_text(page_with(PAGE.read_text(encoding="utf-8"), results.table()), encoding="utf-8", newline="\n")
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks directions",
        description="Measure over many games whether changed facts change what they should; "
        "all together they are written to docs/validation.md and benchmarks/results/.",
    )
    names = [direction.id for direction in DIRECTIONS]
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"only these, and nothing is written: {', '.join(names)}"
    )
    parser.add_argument(
        "--games",
        type=int,
        default=200,
        metavar="N",
        help="seeds a claim, more where it needs more (default: 200)",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the first seed (default: 1)")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default: 1)")
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="where the games are kept (default: a temporary folder)"
    )
    parser.add_argument("--out", type=Path, default=STORED, metavar="FILE", help="write JSON here")
    parsed = parser.parse_args(arguments)
    unknown = [name for name in parsed.names if name not in names]
    if unknown:
        parser.error(f"there is no claim {unknown[0]!r}; known: {', '.join(names)}")
    if parsed.games < 2 or parsed.workers < 1:
        parser.error("at least 2 games and 1 worker are needed")
    return parsed
