"""What an attack would bring, before it is ordered: exact chances and ranges of losses, by the rules' own functions."""

from typing import NamedTuple

from game.core.causes import Degree
from game.core.combat import enemies_at, preview
from game.core.hexgrid import Ints
from game.core.kernels.odds import Factor
from game.core.losses import Battle, base_rate, battle_losses
from game.core.numbers import Number
from game.core.retreat import way_back
from game.core.state import GameState, U
from game.core.turn import Turn
from game.core.world import World


class Span(NamedTuple):
    """From so many men to so many."""

    least: int
    most: int


class Prospect(NamedTuple):
    """One way in which an attack can end."""

    degree: Degree
    chance: int
    """Out of 2**20."""
    attackers: Span
    """Men lost by those who attack."""
    defenders: Span
    """Men lost by those who are attacked, in the battle and in the pursuit; all of them where they may surrender."""


class Forecast(NamedTuple):
    """What an attack would bring."""

    factors: Ints
    """``[Factor]``."""
    prospects: tuple[Prospect, ...]
    """From the worst to the best for the attacker."""

    @property
    def attackers(self) -> Span:
        """Men lost by those who attack, whatever happens."""
        possible = [prospect.attackers for prospect in self.prospects if prospect.chance]
        return Span(min(span.least for span in possible), max(span.most for span in possible))

    @property
    def defenders(self) -> Span:
        """Men lost by those who are attacked, whatever happens."""
        possible = [prospect.defenders for prospect in self.prospects if prospect.chance]
        return Span(min(span.least for span in possible), max(span.most for span in possible))


def forecast(
    world: World, state: GameState, target: int, attackers: tuple[int, ...], prepared: bool = False
) -> Forecast | None:
    """The prospects of an attack as ``state``, mostly a view, shows it; None where no enemy is known.

    Reserves that come up, and whatever a view does not hold, are left out.
    """
    side = int(state.units[U.SIDE, attackers[0]])
    defenders = tuple(enemies_at(state, target, side))
    if not defenders:
        return None
    factors = preview(world, state, target, attackers, prepared)
    battles = [Battle(target, attackers, defenders, factors, degree, prepared) for degree in Degree]
    return Forecast(factors, tuple(_prospect(world, state, battle) for battle in battles))


def _prospect(world: World, state: GameState, battle: Battle) -> Prospect:
    numbers = world.numbers
    lost = battle_losses(world, state, battle, base_rate(world, battle))
    own = sum(lost[unit] for unit in battle.attackers)
    theirs = sum(lost[unit] for unit in battle.defenders)
    left = {unit: int(state.units[U.MEN, unit]) - lost[unit] for unit in battle.defenders}
    orderly, rout = int(numbers[Number.PURSUIT_RETREAT]), int(numbers[Number.PURSUIT_ROUT])
    least = {Degree.RETREAT: orderly, Degree.OVERRUN: rout}.get(battle.degree, 0)
    turn = Turn(world, state, 0)
    fewest, most = theirs, theirs
    for unit, men in left.items():
        if way_back(turn, unit, 1):
            fewest += men * least // 1000
            most += men * rout // 1000
        else:
            most += men
    chance = int(battle.factors[Factor.REPULSE + battle.degree])
    return Prospect(battle.degree, chance, Span(own, own), Span(fewest, most))
