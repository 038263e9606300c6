"""Why a formation has its intent: a key for the words of the catalogue, and what they are filled in with."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

from game.core.world import World


class Reason(Enum):
    """The reasons that a staff gives; the words are in the text catalogue."""

    TAKES = "takes"
    JOINS = "joins"
    STRIKES = "strikes"
    CLOSES_IN = "closes_in"
    SEALS = "seals"
    STORMS = "storms"
    WAITS_OUT = "waits_out"
    GATHERS = "gathers"
    WAITS_FOR_OTHERS = "waits_for_others"
    HOLDS = "holds"
    SALLIES = "sallies"
    HOLDS_FED = "holds_fed"
    STANDS = "stands"
    BREAKS_OUT = "breaks_out"
    SLIPS_AWAY = "slips_away"
    OUTMATCHED = "outmatched"
    HUNGRY = "hungry"
    OBEYS = "obeys"
    RELIEVES = "relieves"
    RESERVE = "reserve"
    GUARDS = "guards"
    WRECKS = "wrecks"
    MENDS = "mends"
    SEIZES = "seizes"
    KEEPS_CLEAR = "keeps_clear"
    FOLLOWS = "follows"
    WOOS = "woos"
    SPARES = "spares"
    APPROACHES = "approaches"
    INFILTRATES = "infiltrates"
    REWARDS = "rewards"
    RESTS = "rests"
    REPLACES = "replaces"
    PRESSES = "presses"
    TALKS = "talks"
    STORES = "stores"
    SERVES = "serves"
    FLIES = "flies"
    LEAVES = "leaves"


class Why(NamedTuple):
    """A reason, whom and where it is about; -1 for nobody and nowhere."""

    reason: Reason
    formation: int = -1
    hex: int = -1

    def to_data(self, world: World) -> dict[str, Any]:
        """It as a JSON object with ids and hex numbers."""
        data: dict[str, Any] = {"reason": self.reason.value}
        if self.formation >= 0:
            data["formation"] = world.formations[self.formation].label.id
        if self.hex >= 0:
            data["at"] = world.grid.number(self.hex)
        return data

    @staticmethod
    def from_data(world: World, data: Mapping[str, Any]) -> "Why":
        """The inverse of `to_data`. Raises ValueError, KeyError or TypeError on other data."""
        hex = world.grid.index(data["at"]) if "at" in data else -1
        if hex is None:
            raise ValueError(f"at: {data['at']!r} is no hex of the map")
        formation = world.formation_index[data["formation"]] if "formation" in data else -1
        return Why(Reason(data["reason"]), formation, hex)
