"""`hebei validate`: whether the rules, given what both sides meant, bring about what happened."""

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.command import FAILED, GOOD, Command, CommandError
from game.cli.counted import NAMED, add_scenario, demand_writable, play_counted
from game.cli.options import HISTORY, add_language, add_numbers, count, demand_player, load_scenario, seed, seed_of
from game.session.seeds import DEFAULT_SEED

if TYPE_CHECKING:
    from game.session.study.validation import Validation, ValidationSettings
    from game.session.words.text import Catalogue


def _add_arguments(parser: ArgumentParser) -> None:
    add_scenario(parser)
    parser.add_argument("--games", metavar="N", type=count, default=200, help="games of each kind (default: 200)")
    parser.add_argument("--seed", metavar="N", type=seed, help=f"the luck of the games (default: {DEFAULT_SEED})")
    parser.add_argument("--workers", metavar="N", type=count, default=1, help="processes (default: 1)")
    parser.add_argument(
        "--delay",
        metavar="N",
        type=count,
        default=3,
        help="days by which the tracks are delayed for the test of the shift (default: 3)",
    )
    parser.add_argument("--shift", action=BooleanOptionalAction, default=True, help="test the shift (default: yes)")
    parser.add_argument(
        "--opponent",
        metavar="NAME",
        default="staff",
        help="the player whose games are compared, or 'none' (default: staff)",
    )
    parser.add_argument(
        "--date-spread", metavar="N", type=count, default=4, help="days by which dates may differ (default: 4)"
    )
    parser.add_argument(
        "--held-out",
        action="store_true",
        help="judge a scenario that the rules' numbers were not calibrated on: history must lie inside 1 to 99 per cent"
        " of the games for all metrics and inside 5 to 95 for most, instead of 5 to 95 and 10 to 90",
    )
    add_numbers(parser)
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help=f"where the games are kept (default: SCENARIO-history.sqlite, {NAMED})",
    )
    parser.add_argument("--write", metavar="PAGE", type=Path, help="write the result into this Markdown page")
    parser.add_argument(
        "--record", action="store_true", help="write the seed of the game nearest to the documents into the scenario"
    )
    add_language(parser)


def _run(arguments: Namespace) -> int:
    from game.cli.compiling import compile_rules
    from game.cli.console import console, note
    from game.cli.tables import print_report
    from game.session.study.validation import validate
    from game.session.study.validation_report import validation_report, write_section
    from game.session.words.text import Catalogue

    settings = _settings(arguments)
    world = settings.scenario.world
    words = Catalogue(arguments.lang, world)
    out: Path = arguments.out or settings.file
    demand_writable("--write", arguments.write)
    compile_rules(arguments.lang)
    found: list[Validation] = []
    stopped = play_counted(
        words, lambda told: found.append(validate(settings, out, arguments.workers, told)), {"--out": out}
    )
    if stopped is not None:
        return stopped
    report = validation_report(words, found[0])
    print_report(console(), report)
    if arguments.write:
        write_section(arguments.write, world.label.id, report)
    if arguments.record:
        note(_record(arguments, words, found[0]))
    return GOOD if found[0].is_passed else FAILED


def _settings(arguments: Namespace) -> "ValidationSettings":
    from game.scenario.load import load
    from game.session.study.metrics import CALIBRATED, HELD_OUT
    from game.session.study.validation import ValidationSettings

    arguments.variants = []
    scenario = load_scenario(arguments, arguments.scenario)
    if not any(track.lines for track in scenario.tracks):
        raise CommandError(
            f"scenario {scenario.world.label.id!r} has no track to be validated; docs/scenarios.md tells how"
        )
    later = load(arguments.scenario, None, dict(arguments.overrides), (), arguments.delay) if arguments.shift else None
    opponents: tuple[tuple[str, str], ...] = ()
    if arguments.opponent != "none":
        demand_player("--opponent", arguments.opponent)
        opponents = ((HISTORY, arguments.opponent), (arguments.opponent, HISTORY))
    chosen = seed_of(arguments)
    bands = HELD_OUT if arguments.held_out else CALIBRATED
    return ValidationSettings(scenario, later, arguments.games, chosen, opponents, arguments.date_spread, bands)


def _record(arguments: Namespace, words: "Catalogue", validation: "Validation") -> str:
    from game.resources import find_scenario, split_entry
    from game.scenario.record import NoRoom, record
    from game.session.study.validation import nearest_game

    file, nearest = find_scenario(split_entry(arguments.scenario)[0]), nearest_game(validation)[0]
    try:
        record(file, ("track", "reference"), nearest)
    except NoRoom as error:
        raise CommandError(str(error)) from error
    return words.say("validate.recorded", seed=str(nearest), file=str(file))


COMMAND = Command(
    "validate",
    "let both sides follow history's plans many times and report where history lies among the games",
    (
        "hebei validate handan --games 200 --workers 2",
        "hebei validate handan --games 40 --no-shift --opponent none --set frontage=5000",
        "hebei validate handan --games 200 --write docs/validation.md --record",
        "hebei watch handan-history.sqlite#17",
    ),
    _add_arguments,
    _run,
    "The exit status is 1 if the gate is missed.",
)
