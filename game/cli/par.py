"""`hebei par`: what the staff makes of both sides, to set a game beside."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.command import GOOD, Command, CommandError
from game.cli.counted import NAMED, add_scenario, play_counted
from game.cli.options import add_language, count, load_scenario, seed, seed_of
from game.session.seeds import DEFAULT_SEED

if TYPE_CHECKING:
    from game.session.words.text import Catalogue

_STAFF = "staff"


def _add_arguments(parser: ArgumentParser) -> None:
    add_scenario(parser)
    parser.add_argument("--games", metavar="N", type=count, default=100, help="games (default: 100)")
    parser.add_argument("--seed", metavar="N", type=seed, help=f"the luck of the games (default: {DEFAULT_SEED})")
    parser.add_argument("--workers", metavar="N", type=count, default=1, help="processes (default: 1)")
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help=f"where the games are kept (default: SCENARIO-par.sqlite, {NAMED})"
    )
    parser.add_argument("--write", action="store_true", help="write the median into the scenario's file")
    add_language(parser)


def _run(arguments: Namespace) -> int:
    from game.cli.compiling import compile_rules
    from game.cli.console import console, note
    from game.cli.tables import paragraph
    from game.session.results.estimates import TENTHS, spread
    from game.session.results.figures import signed
    from game.session.study.batch import BatchSettings, run_batch, usual_file
    from game.session.study.batch_reader import read_batch
    from game.session.words.text import Catalogue

    arguments.variants = []
    scenario = load_scenario(arguments, arguments.scenario)
    words = Catalogue(arguments.lang, scenario.world)
    settings = BatchSettings(scenario, (_STAFF, _STAFF), arguments.games, seed_of(arguments))
    out: Path = arguments.out or usual_file(settings, "par")
    compile_rules(arguments.lang)
    stopped = play_counted(words, lambda told: run_batch(settings, out, arguments.workers, told), {"--out": out})
    if stopped is not None:
        return stopped
    rows = read_batch(out).query("SELECT score FROM games WHERE status = 'finished'")
    if not rows:
        raise CommandError(f"{out}: no game was finished")
    found = spread([row["score"] for row in rows])
    par, low, high = round(found.median), signed(found.low), signed(found.high)
    key = "par" if len(rows) >= TENTHS else "par_few"
    paragraph(console(), words.sentence(f"validate.{key}", count=len(rows), par=signed(par), low=low, high=high))
    if arguments.write:
        note(_write(arguments, words, par))
    else:
        old = scenario.world.victory.par
        key = "par_kept_none" if old is None else "par_found_again" if old == par else "par_kept"
        known = "" if old is None else f"{old:+,}"
        names = {"file": str(out), "scenario": arguments.scenario}
        paragraph(console(), words.sentence(f"validate.{key}", old=known, par=f"{par:+,}", **names))
    return GOOD


def _write(arguments: Namespace, words: "Catalogue", par: int) -> str:
    from game.resources import find_scenario, split_entry
    from game.scenario.record import NoRoom, record

    name, entry = split_entry(arguments.scenario)
    file = find_scenario(name)
    keys = ("entries", entry, "victory", "par") if entry else ("victory", "par")
    try:
        record(file, keys, par)
    except NoRoom as error:
        raise CommandError(str(error)) from error
    return words.say("validate.par_written", par=f"{par:+,}", file=str(file))


COMMAND = Command(
    "par",
    "play the staff against itself and report the median score, the par of a scenario",
    ("hebei par handan --games 100 --workers 2", "hebei par handan@the-pocket --games 100 --write"),
    _add_arguments,
    _run,
)
