"""The names of the rules' numbers; their values, units and sources stand in ``assets/rules.yaml``.

The order is the index into ``World.numbers``, which kernels read.
"""

from enum import IntEnum, auto


class Number(IntEnum):
    """Index of a number of the rules."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[int]) -> int:
        return count

    # Movement
    BUDGET_FOOT = auto()
    BUDGET_CAVALRY = auto()
    BUDGET_MOTOR = auto()
    BUDGET_MOTOR_OFF_ROAD = auto()
    ROAD = auto()
    WATCH_SHARE = auto()
    NIGHT_MARCH = auto()
    FORCED_MARCH = auto()
    FORCED_COHESION = auto()
    FORCED_DAYS = auto()
    OUT_MARCH = auto()
    RIVER = auto()
    STREAM = auto()
    BRIDGE_MEN = auto()
    # Zones of control and stacking
    ZONE_FULL_MEN = auto()
    ZONE_HALF_MEN = auto()
    ZONE_COHESION = auto()
    ZONE_COST = auto()
    ZONE_HALF_COST = auto()
    INFILTRATION_COHESION = auto()
    STACK_PER_KM2 = auto()
    STACK_WALLED = auto()
    # Sight
    SIGHT = auto()
    SIGHT_HIGH = auto()
    SIGHT_NIGHT = auto()
    BAND_1 = auto()
    BAND_2 = auto()
    BAND_3 = auto()
    SHOWN_COHESION = auto()
    # Combat
    FRONTAGE = auto()
    GUN_WEIGHT = auto()
    GUN_LIMIT = auto()
    NIGHT_ATTACK = auto()
    POSTURE_MARCH = auto()
    POSTURE_HASTY = auto()
    POSTURE_PREPARED = auto()
    PREPARED_DAYS = auto()
    WORKS_FIRST = auto()
    WORKS_STEP = auto()
    WORKS_BREACHED = auto()
    RIVER_DEFENCE = auto()
    LOW_ATTACK = auto()
    OUT_ATTACK = auto()
    OUT_DEFENCE = auto()
    OVERRUN_SHARE = auto()
    LOSS_HASTY = auto()
    LOSS_DELIBERATE = auto()
    LOSS_WORKS = auto()
    LOSS_LOSER = auto()
    LOSS_WINNER = auto()
    LOSS_REPEAT = auto()
    LOSS_REPEAT_FLOOR = auto()
    KILLED_SHARE = auto()
    # Retreat, pursuit, rout, surrender
    SHOCK_CASUALTIES = auto()
    SHOCK_REPULSE = auto()
    SHOCK_CHECK = auto()
    SHOCK_RETREAT = auto()
    SHOCK_OVERRUN = auto()
    SHOCK_SURROUNDED = auto()
    SHOCK_NEIGHBOUR = auto()
    SPOILS_COHESION = auto()
    BREAK_BASE = auto()
    BREAK_PATH = auto()
    BREAK_WORKS = auto()
    RETREAT_HEXES = auto()
    ROUT_HEXES = auto()
    PURSUIT_RETREAT = auto()
    PURSUIT_ROUT = auto()
    PURSUIT_CAPTURED = auto()
    ROUT_BELOW = auto()
    RALLY_AT = auto()
    # Supply
    EAT_REST = auto()
    EAT_MARCH = auto()
    EAT_DEFENCE = auto()
    EAT_ATTACK = auto()
    DELIVERY = auto()
    CONVOY_RANGE = auto()
    STRAINED_RANGE = auto()
    STOCK_LOW = auto()
    STOCK_OUT = auto()
    STRAGGLE = auto()
    STRAGGLERS_RETURN = auto()
    # Morale
    RECOVER_REST = auto()
    RECOVER = auto()
    CEILING = auto()
    CEILING_STOCK = auto()
    OUT_COHESION = auto()
    ENCIRCLED_DRIFT = auto()
    ENCIRCLED_FED = auto()
    ENCIRCLED_LOW = auto()
    WOUNDED_RETURN = auto()
