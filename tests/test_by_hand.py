"""What was worked out by hand from history, on the numbers of the game as they are: Tianjin falls in two days."""

from statistics import median

import numpy as np

from game.core.orders import Attack
from game.core.state import U
from game.scenario.rules import standard_rules
from tests.boards import BLUE, RED, Board

CITY, ROUND = "0303", ("0302", "0402", "0304", "0203", "0202")
"""The city and the five sides from which five columns attack; on the sixth somebody bars the way."""
SEEDS = range(1, 42)


def tianjin(seed: int) -> Board:
    """14 January 1949: 340,000 men in 22 divisions with 538 guns before ten divisions in the works of the city.

    The divisions had been encircled and fed for weeks, so their cohesion is what such men drift to.
    """
    red = [f"X{number}@{ROUND[number % 5]} men=15000 guns=24 quality=65 cohesion=85 stock=100" for number in range(22)]
    red += ["Xe@0302 men=2000 type=engineer_regiment stock=100", "Xm@0403 men=12000 stock=100"]
    blue = [f"y{number}@{CITY} men=13000 guns=12 quality=55 cohesion=55 stock=70" for number in range(10)]
    places = {"city": {"name": "City", "kind": "city", "at": CITY, "held_by": "blue", "works": 3, "walls": True}}
    homes = [("red", "0202"), ("blue", "0505")]
    sources = [{"id": side, "name": side, "side": side, "at": at, "capacity": 900_000} for side, at in homes]
    return Board(
        "\n".join([". " * 5] * 5),
        *red,
        *blue,
        seed=seed,
        map={"hex_km": 10},
        places=places,
        supply={"sources": sources},
        days=8,
        rules=dict(standard_rules().model_dump()["numbers"]),
    )


def days_of_storm(seed: int) -> int:
    """Days until nobody defends the city, where everybody attacks together once a day."""
    made = tianjin(seed)
    units = made.turn.state.units
    attackers = tuple(np.flatnonzero((units[U.SIDE] == RED) & (units[U.HEX] != made.hex("0403"))).tolist())
    for day in range(1, made.world.calendar.days):
        made.order(Attack(made.hex(CITY), attackers, advance=False, prepared=True))
        made.end_day()  # and at dawn the last may lay down their arms
        units = made.turn.state.units
        if not ((units[U.SIDE] == BLUE) & (units[U.HEX] >= 0)).any():
            return day
    return made.world.calendar.days


def test_tianjin_falls_in_two_days() -> None:
    """29 hours, from 14 January at ten to 15 January at three in the afternoon."""
    assert median(days_of_storm(seed) for seed in SEEDS) == 2
