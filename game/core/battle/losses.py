"""What a battle costs. Rulebook 5.6."""

from dataclasses import dataclass
from operator import itemgetter

from game.core import events as ev
from game.core.board import HexColumn
from game.core.causes import Degree, LossCause, Numbers
from game.core.kernels.odds import LOSS_BY_RATIO, Factor, power_of_ratio
from game.core.numbers import Number
from game.core.state import GameState, U
from game.core.turn import Turn
from game.core.world import World

_STRENGTH = itemgetter(*map(int, (U.MEN, U.GUNS, U.KILLED, U.WOUNDED, U.CAPTURED)))
LossRow = tuple[int, int, int, int, int, int]
"""Unit with its new men, guns, killed, wounded and captured."""


@dataclass(frozen=True, slots=True)
class Battle:
    """A battle that has been drawn: who fought where, with which factors, to which degree."""

    hex: int
    attackers: tuple[int, ...]
    defenders: tuple[int, ...]
    factors: Numbers
    degree: Degree
    prepared: bool
    """Whether the attack was prepared. Rulebook 10.2."""

    @property
    def won(self) -> bool:
        """Whether the attacker carried the day."""
        return self.degree >= Degree.RETREAT


def base_rate(world: World, battle: Battle) -> int:
    """Per mille lost of those engaged, before who wins and by how much."""
    if battle.factors[Factor.WORKS]:
        further = int(world.board.hexes[HexColumn.WORKS, battle.hex]) - 1
        return int(world.numbers[Number.LOSS_WORKS] + further * world.numbers[Number.LOSS_WORKS_STEP])
    return int(world.numbers[Number.LOSS_DELIBERATE if battle.prepared else Number.LOSS_HASTY])


def loss_rates(world: World, factors: Numbers, base: int, *, won: bool) -> tuple[int, int]:
    """Losses of attacker and defender per million engaged: the loser and the weaker lose the larger share.

    The weaker side's grow with the ratio of powers, up to a limit, as the stronger side's shrink.
    """
    numbers = world.numbers
    attack, defence = max(1, factors[Factor.ATTACK_POWER]), max(1, factors[Factor.DEFENCE_POWER])
    weaker = min(attack, defence)
    stronger = min(max(attack, defence), weaker * int(numbers[Number.LOSS_RATIO_LIMIT]))
    more = int(power_of_ratio(LOSS_BY_RATIO, stronger, weaker))
    less = 1_000_000 // more
    on_attacker, on_defender = (less, more) if attack >= defence else (more, less)
    loser, winner = int(numbers[Number.LOSS_LOSER]), int(numbers[Number.LOSS_WINNER])
    attacker = base * (winner if won else loser) * on_attacker // 1000
    defender = base * (loser if won else winner) * on_defender // 1000
    return attacker, defender


def battle_losses(world: World, state: GameState, battle: Battle, base: int) -> dict[int, int]:
    """Men that each unit loses in a battle, before any pursuit; they are shared by the men of each unit."""
    rates = loss_rates(world, battle.factors, base, won=battle.won)
    left = losses_left(world, state.day)
    lost: dict[int, int] = {}
    for side_units, rate, men_factor in (
        (battle.attackers, rates[0], Factor.ATTACK_MEN),
        (battle.defenders, rates[1], Factor.DEFENCE_MEN),
    ):
        total = max(1, battle.factors[men_factor])
        engaged = min(total, battle.factors[Factor.FRONTAGE])
        for unit in side_units:
            men = state.units.item(U.MEN, unit)
            share = men * engaged * rate // (total * 1_000_000) * repeated(world, state, unit) // 1000 * left // 1000
            lost[unit] = min(men, share)
    return lost


def losses_left(world: World, day: int) -> int:
    """Per mille of their losses that the battles of a day cost, as the weather is. Rulebook 4.12."""
    share = 1000
    for number in world.weather_on(day):
        share = share * world.weather[number].losses // 1000
    return share


def take_losses(turn: Turn, battle: Battle, base: int) -> dict[int, int]:
    """Casualties on both sides. Returns per mille lost by unit."""
    units = turn.state.units
    lost = battle_losses(turn.world, turn.state, battle, base)
    shares = {unit: dead * 1000 // max(1, units.item(U.MEN, unit)) for unit, dead in lost.items()}
    emit_losses(turn, LossCause.BATTLE, [loss_row(turn, unit, dead) for unit, dead in lost.items()])
    return shares


def repeated(world: World, state: GameState, unit: int) -> int:
    """Per mille of losses that remain after so many days of battle in a row."""
    share, left = 1000, world.numbers[Number.LOSS_REPEAT]
    for _ in range(state.units.item(U.FOUGHT_DAYS, unit)):
        share = share * left // 1000
    return max(share, world.numbers[Number.LOSS_REPEAT_FLOOR])


def loss_row(turn: Turn, unit: int, lost: int, captured: int = 0) -> LossRow:
    """``lost`` men of whom ``captured`` are taken, the others killed or wounded; guns go with the men."""
    men, guns, killed_before, wounded, captured_before = _STRENGTH(turn.state.unit(unit))
    hit = lost - captured
    killed = hit * turn.world.numbers[Number.KILLED_SHARE] // 1000
    return (
        unit,
        men - lost,
        guns - (guns * lost // men if men else 0),
        killed_before + killed,
        wounded + hit - killed,
        captured_before + captured,
    )


def emit_losses(turn: Turn, cause: LossCause, rows: list[LossRow]) -> None:
    """One event for all the rows."""
    if rows:
        unit, men, guns, killed, wounded, captured = zip(*rows, strict=True)
        turn.emit(ev.LossesTaken(cause, unit, men, guns, killed, wounded, captured))


def bury_the_dead(turn: Turn, fought: tuple[int, ...]) -> None:
    """Units without men in the ranks are gone; their wounded fall to the enemy."""
    units = turn.state.units
    for unit in fought:
        if units.item(U.HEX, unit) >= 0 and units.item(U.MEN, unit) == 0:
            captured = units.item(U.CAPTURED, unit) + units.item(U.WOUNDED, unit)
            turn.emit(ev.UnitDestroyed(unit, units.item(U.HEX, unit), captured))
