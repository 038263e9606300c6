"""Formations that go by train to what their intents ask for. Rulebook 4.11."""

from typing import Any

import pytest

from game.core.events import EnemyMet, UnitMoved, UnitRailed
from tests.boards import of_type
from tests.test_intents import Drill

ROWS = "\n".join([". " * 20] * 4)
RAILS = {"rails": [{"hexes": [f"{column:02d}01" for column in range(1, 21)]}]}


def drill(*units: str, capacity: int = 9000, at: str = "1801", do: str = "go", **parts: Any) -> Drill:
    """The red army is to go somewhere along the railway; three hexes are a day's march on foot."""
    trains = [{"id": "trains", "name": "Trains", "side": "red", "capacity": capacity}]
    intents = {"red-army": {"intent": do, "at": at, **parts.pop("intent", {})}}
    map = {"hex_km": 6, **RAILS}
    return Drill(ROWS, *units, intents=intents, map=map, troop_trains=trains, **parts)


def journeys(made: Drill) -> list[tuple[str, str]]:
    """Who went by train, with the hex where it got out."""
    grid, units = made.world.grid, made.world.units
    return [(units[event.unit].label.id, grid.number(event.path[-1])) for event in of_type(made.events, UnitRailed)]


FAR = "z@2004 men=500"


class TestGoing:
    def test_a_unit_on_the_line_goes_by_train_where_that_is_a_day_sooner(self) -> None:
        assert journeys(drill("A@0201", FAR).play(1)) == [("red-a", "1801")]

    @pytest.mark.parametrize("do", ["withdraw", "hold"])
    def test_so_do_those_who_fall_back_and_those_who_take_posts(self, do: str) -> None:
        assert journeys(drill("A@0201", FAR, do=do).play(1))

    def test_it_marches_the_rest(self) -> None:
        made = drill("A@0201", FAR, at="1804").play(3)
        assert len(journeys(made)) == 1 and of_type(made.events, UnitMoved) and made.where("A") == "1804"

    def test_a_short_way_is_marched(self) -> None:
        made = drill("A@0201", FAR, at="0401").play(1)
        assert journeys(made) == [] and made.where("A") == "0401"

    def test_nobody_marches_to_a_station(self) -> None:
        assert journeys(drill("A@0203", FAR, at="1803").play(1)) == []

    def test_as_many_a_day_as_the_trains_carry(self) -> None:
        made = drill("A@0201 men=5000", "B@0201 men=4000", "C@0301 men=3000", FAR).play(1)
        assert {unit for unit, _ in journeys(made)} == {"red-a", "red-b"}
        assert journeys(made.play(1))[-1] == ("red-c", "1801")

    def test_not_into_the_arms_of_the_enemy(self) -> None:
        made = drill("A@0201", "b@1802", options={"fog": 0}).play(1)
        grid = made.world.grid
        (stop,) = [number for _, number in journeys(made)]
        assert made.away("b", stop) > 1 and grid.distance(grid.index(stop), grid.index("0201")) > 6
        assert not of_type(made.events, EnemyMet)

    def test_no_further_than_the_line_of_its_intent(self) -> None:
        made = drill("A@0201", FAR, intent={"as_far_as": "1201"}).play(2)
        assert made.where("A") == "1201"

    def test_where_the_trains_are_too_small_it_marches(self) -> None:
        made = drill("A@0201", FAR, capacity=100).play(1)
        assert journeys(made) == [] and made.where("A") != "0201"

    @pytest.mark.parametrize(("by", "first"), [({}, "red-a"), ({"by": "1945-10-17"}, "red-b")])
    def test_who_is_due_on_a_day_goes_before_those_who_save_more(self, by: dict[str, str], first: str) -> None:
        trains = [{"id": "trains", "name": "Trains", "side": "red", "capacity": 5000}]
        intents = {"red-army": {"intent": "go", "at": "1801"}, "red-guard": {"intent": "go", "at": "1501", **by}}
        parts: dict[str, Any] = {"map": {"hex_km": 6, **RAILS}, "troop_trains": trains, "formations": ["red-guard"]}
        made = Drill(ROWS, "A@0201", "B@0301 of=guard", FAR, intents=intents, **parts).play(1)
        assert [unit for unit, _ in journeys(made)] == [first]
