"""The direction checks: what they measure is looked at, not asserted; how they measure it is."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import directions, ring, samples
from benchmarks.__main__ import main
from benchmarks.claims import Finding, falls, rises
from benchmarks.leanings import Attacks, Follows, Spends, chance_today
from game.core.events import DefectionConsidered
from game.core.intents.intent import Intent, IntentKind
from game.core.intents.track import Line, Track
from game.core.luck import LUCK_ONE
from game.core.orders import Attack, Order, PromiseToSpare, WorkOn
from game.players import Memory
from game.session.results.estimates import Estimate
from tests.boards import SIDES, Board, of_type

NUMBERS = st.lists(st.integers(-1000, 1000), min_size=2, max_size=40)


@pytest.mark.parametrize(
    ("low", "high", "answer"), [(-3, -1, True), (1, 3, False), (-1, 1, None), (-1, 0, None), (0, 1, None)]
)
def test_a_claim_holds_when_its_interval_leaves_out_nothing(low: float, high: float, answer: bool | None) -> None:
    assert falls(Estimate((low + high) / 2, low, high)) is answer
    assert rises(Estimate((low + high) / 2, low, high)) is (None if answer is None else not answer)


def test_a_ring_that_is_broken_lets_all_of_them_go() -> None:
    assert all(ring.surrenders(seed, breaks=False) for seed in range(3))
    assert not any(ring.surrenders(seed, breaks=True) for seed in range(3))


class TestSamples:
    @given(NUMBERS)
    def test_a_sample_differs_in_nothing_from_itself(self, sample: list[int]) -> None:
        same = samples.standardised(sample, sample)
        assert same.value == 0 and math.isclose(same.low, -same.high)
        ratio = samples.ratio_of_spreads(sample, sample)
        assert ratio.value in (0, 1) and ratio.low <= ratio.high

    def test_half_the_spread(self) -> None:
        wide = [float(n) for n in range(100)]
        found = samples.ratio_of_spreads(wide, [n / 2 for n in wide])
        assert math.isclose(found.value, 0.5) and 0.4 < found.low < 0.5 < found.high < 0.6

    @given(NUMBERS)
    def test_a_median_lies_in_its_interval(self, sample: list[int]) -> None:
        found = samples.median(sample)
        assert min(sample) <= found.low <= found.value <= found.high <= max(sample)

    def test_the_interval_of_a_median_by_hand(self) -> None:
        """Of 100 values the 40th below and the 60th above."""
        assert samples.median(range(100)) == (49.5, 40, 59)


def test_the_page_has_its_marks_and_keeps_what_is_around_them() -> None:
    page = directions.PAGE.read_text(encoding="utf-8")
    assert directions.page_with(directions.page_with(page, "x"), "y") == directions.page_with(page, "y")
    with pytest.raises(ValueError, match="the page has no"):
        directions.page_with("nothing", "x")


def test_what_is_stored_is_what_the_page_shows() -> None:
    stored = json.loads(directions.STORED.read_text(encoding="utf-8"))
    page = directions.PAGE.read_text(encoding="utf-8")
    assert set(stored["findings"]) <= {direction.id for direction in directions.DIRECTIONS}
    for found in stored["findings"].values():
        row = [found[part] for part in ("claim", "measured", "seeds", "shown", "verdict")]
        assert f"| {' | '.join(map(str, row))} |" in page


def test_results_are_plain_data() -> None:
    results = directions.Results(3, 1)
    results.add(directions.DIRECTIONS[0], Finding(Estimate(1, 0, 2), "1", None, {"means": Estimate(1, 2, 3)}))
    assert json.loads(results.to_json())["findings"][directions.DIRECTIONS[0].id]["details"] == {
        "means": {"value": 1, "low": 2, "high": 3}
    }


def test_one_claim_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directions", "broken-ring", "--games", "3", "--folder", str(tmp_path)]) == 0
    assert "3 of 3 games held, 0 broken" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["directions", "broken-rings"])
    assert "there is no claim 'broken-rings'" in capsys.readouterr().err


class TestLeanings:
    """Players that follow their track but attack or spend a formation."""

    BOARD = (
        """
        . . . . .
        . . . . .
        . . . . .
        """,
        "A@0301 men=9000",
        "B@0101 men=9000",
        "c@0401 men=900",
        "d@0102 men=900 of=guard",
    )

    def orders(self, lean: type[Follows], side: int) -> list[Order]:
        """What is ordered in a phase in which nothing is carried out; red's track has it spare blue's guard."""
        made = Board(*self.BOARD, formations=["blue-guard agents=true"], first={"day": SIDES[side]})
        guard, army = made.formation("blue-guard"), made.formation(f"{SIDES[side]}-army")
        spares = Intent(IntentKind.HOLD, spare=() if side else (guard,))
        player = lean(made.world, side, guard, Track((Line(0, army, spares),)))
        given: list[Order] = []
        memory: Memory = {}
        for _ in range(10):
            orders, memory = player.act(made.view(side), memory)
            given += orders
        return given

    def attacked(self, orders: list[Order]) -> set[int]:
        return {order.target for order in orders if isinstance(order, Attack)}

    def test_who_follows_spares_whom_its_track_spares(self) -> None:
        orders = self.orders(Follows, 0)
        assert len(self.attacked(orders)) == 1 and any(isinstance(order, PromiseToSpare) for order in orders)

    def test_who_attacks_works_first_then_strikes_with_all_and_promises_nothing(self) -> None:
        orders = self.orders(Attacks, 0)
        assert [type(order) for order in orders[:4]] == [WorkOn] * 3 + [Attack]
        assert isinstance(orders[3], Attack) and orders[3].units == (1,)
        assert not any(isinstance(order, PromiseToSpare) for order in orders)

    def test_who_spends_attacks_whatever_the_odds(self) -> None:
        assert not self.attacked(self.orders(Follows, 1))
        first = self.orders(Spends, 1)[0]
        assert isinstance(first, Attack) and first.units == (3,)

    @pytest.mark.parametrize(
        ("contact", "hex", "friend"),
        [
            ("agents=true", "0201", ""),
            ("", "0201", ""),
            ("agents=true", "0501", ""),
            ("agents=true", "0201", "c@0401 of=guard"),
        ],
    )
    def test_the_chance_is_what_the_commander_s_draw_is_held_against(self, contact: str, hex: str, friend: str) -> None:
        """In contact and alone beside an enemy, else none."""
        army, others = f"blue-army loyalty=40 {contact}".strip(), [friend] if friend else []
        asked, mute = (
            Board(
                ". . . . .", f"A@{hex}", "b@0301", *others, formations=[army, "blue-guard"], options={"defections": on}
            )
            for on in (1, 0)
        )
        weighed = sum(event.chance for event in of_type(asked.turn.events, DefectionConsidered))
        assert chance_today(mute.turn, mute.formation("blue-army")) == weighed / LUCK_ONE
        assert (weighed > 0) is (contact != "" and hex == "0201" and not friend)
