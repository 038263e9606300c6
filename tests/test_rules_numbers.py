"""Every number of the rules can be made as small as it is allowed to be, and no smaller."""

from pathlib import Path

import pytest

from game.core import engine
from game.core.events import AirdropMade, BattleFought, DefectionConsidered, RationsEaten
from game.core.orders import Attack
from game.scenario.load import check, from_spec, load
from game.scenario.problems import ScenarioError
from game.scenario.rules import read_rules
from game.scenario.schema.types import MOST_NUMBER
from game.session.explain import EVERYBODY, explain, explain_formation, explain_hex, explain_unit, inquire
from game.session.session import Session
from game.session.words.text import Catalogue
from tests.boards import RED, Board, of_type

TINY = Path(__file__).parent / "data" / "tiny.yaml"
LEAST = {name: entry.least for name, entry in read_rules().numbers.items()}
MOST = {name: entry.most for name, entry in read_rules().numbers.items()}
DIVISORS = [name for name, least in LEAST.items() if least]
FIELD = """
    . . . . . .
    . . . . . .
    . . . . . .
"""


def eventful(**rules: int) -> Board:
    """A ring with an airlift and rations in it, works that are attacked, lorries, a commander who would go over."""
    base = {"id": "base", "name": "Base", "side": "red", "at": "0101", "capacity": 9000}
    lift = {"id": "lift", "name": "Lift", "side": "red", "capacity": 100}
    town = {"name": "Town", "at": "0402", "held_by": "red", "rations": {"days": 9, "men": 5000}}
    fort = {"name": "Fort", "at": "0203", "held_by": "blue", "works": 2}
    return Board(
        FIELD,
        "A@0402 men=5000 stock=50",
        "B@0103 guns=20 stock=100",
        "E@0103 type=engineer_regiment men=900 stock=100",
        "M@0101 type=motorised_division stock=100",
        *("b@0202", "c@0501", "d@0503", "f@0203"),
        formations=["blue-army loyalty=59 agents=true"],
        supply={"sources": [base], "airdrops": [lift]},
        places={"town": town, "fort": fort},
        objectives={"red": [{"place": "fort"}], "blue": [{"place": "town"}]},
        rules=rules,
    )


def explained(board: Board) -> None:
    """Ask everything there is to ask."""
    inquiry = inquire(
        Catalogue("en", board.world), board.turn.state, EVERYBODY, board.turn.events, board.scenario.start
    )
    explain(inquiry)
    for unit in range(len(board.world.units)):
        explain_unit(inquiry, unit)
    for formation in range(len(board.world.formations)):
        explain_formation(inquiry, formation)
    explain_hex(inquiry, board.hex("0402"))


def played(board: Board) -> None:
    """A day with a battle in it, and what is told of it."""
    order = Attack(board.hex("0203"), (board.unit("B"), board.unit("E")))
    if engine.check(board.world, board.view(RED), order) is None:  # some numbers leave nobody to be seen
        board.order(order)
    board.end_day()
    explained(board)


@pytest.mark.parametrize("name", [name for name in LEAST if name != "stack_per_km2"])  # of 0 nobody has room to stand
def test_a_day_can_be_played_with_every_number_at_its_least(name: str) -> None:
    played(eventful(**{name: LEAST[name]}))


def test_that_day_has_in_it_what_divides() -> None:
    board = eventful()
    played(board)
    for kind in (AirdropMade, BattleFought, DefectionConsidered, RationsEaten):
        assert of_type(board.turn.events, kind)


@pytest.mark.parametrize("name", DIVISORS)
def test_players_can_play_with_it(name: str) -> None:
    session = Session(eventful(**{name: 1}).scenario, ("staff", "greedy"))
    assert list(session.play(days=1))
    assert not session.refused


@pytest.mark.parametrize("name", [name for name, most in MOST.items() if most < MOST_NUMBER])
def test_more_than_the_rules_look_at_is_refused(name: str, tmp_path: Path) -> None:
    """It would change nothing, which nobody would be told."""
    played(eventful(**{name: MOST[name]}))
    found = MOST[name] + 1
    ruled = tmp_path / "ruled.yaml"
    ruled.write_text(f"{TINY.read_text(encoding='utf-8')}\nrules: {{{name}: {found}}}\n", encoding="utf-8")
    assert [problem.message for problem in check(ruled)] == [f"found {found}; it must be at most {MOST[name]}"]
    with pytest.raises(ScenarioError, match=f"^override: {name}: found {found}; it must lie in {LEAST[name]} to"):
        load(TINY, overrides={name: found})


@pytest.mark.parametrize("name", DIVISORS)
def test_less_is_refused(name: str, tmp_path: Path) -> None:
    """In a file, in a variant, from the player, and in what a save was made from."""
    text = TINY.read_text(encoding="utf-8")
    ruled, varied = tmp_path / "ruled.yaml", tmp_path / "varied.yaml"
    ruled.write_text(f"{text}\nrules: {{{name}: 0}}\n", encoding="utf-8")
    varied.write_text(f"{text}\nvariants: {{odd: {{name: Odd, set: {{{name}: 0}}}}}}\n", encoding="utf-8")
    assert [problem.message for problem in check(ruled)] == ["found 0; it must be at least 1"]
    (problem,) = check(varied)
    assert (problem.path, problem.message) == (f"variants.odd.set.{name}", "found 0; it must be at least 1")
    assert problem.line == len(varied.read_text(encoding="utf-8").splitlines())
    with pytest.raises(ScenarioError, match=f"^override: {name}: found 0; it must lie in 1 to {MOST[name]}"):
        load(TINY, overrides={name: 0})
    spec = load(TINY).spec
    with pytest.raises(ScenarioError, match=f"rules.{name}: found 0; it must be at least 1"):
        from_spec({**spec, "rules": {**spec["rules"], "numbers": {**spec["rules"]["numbers"], name: 0}}})
