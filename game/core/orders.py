"""Orders: what a side asks for. They carry the decision only, never its cost or outcome."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """March along ``path``, neighbouring hexes without the one the unit stands in. Rulebook 4."""

    unit: int
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Attack:
    """Attack a neighbouring hex with ``units``; ``advance`` into it if it falls empty. Rulebook 5.

    A ``prepared`` attack costs command points and strikes harder. Rulebook 10.2.
    """

    target: int
    units: tuple[int, ...]
    advance: bool = True
    prepared: bool = False


@dataclass(frozen=True, slots=True)
class ForceMarch:
    """March further today at the price of cohesion. Rulebook 4."""

    unit: int


@dataclass(frozen=True, slots=True)
class BreakOut:
    """Leave the guns behind and slip out of a ring today. Rulebook 4.5."""

    unit: int


@dataclass(frozen=True, slots=True)
class Entrench:
    """Dig in; lasts until the unit moves or attacks. Rulebook 5."""

    unit: int


@dataclass(frozen=True, slots=True)
class Stand:
    """Stand to the last until dawn, or until the unit moves. Rulebook 10.2."""

    unit: int


@dataclass(frozen=True, slots=True)
class Reserve:
    """Wait to march to a neighbouring hex that is attacked. Rulebook 10.6."""

    unit: int


@dataclass(frozen=True, slots=True)
class BuildBridge:
    """Engineers bridge the river hexside in ``direction``; it takes their whole day. Rulebook 4."""

    unit: int
    direction: int


@dataclass(frozen=True, slots=True)
class RailMove:
    """Travel by train to ``hex`` on the same unbroken line; it takes the whole day. Rulebook 4.11."""

    unit: int
    hex: int


@dataclass(frozen=True, slots=True)
class WreckRail:
    """Wreck the railway that leaves the unit's hex in ``direction``; it takes the whole day. Rulebook 6.8."""

    unit: int
    direction: int


@dataclass(frozen=True, slots=True)
class RepairRail:
    """Work for a day on the wrecked railway that leaves the unit's hex in ``direction``. Rulebook 6.8."""

    unit: int
    direction: int


@dataclass(frozen=True, slots=True)
class SetUpDepot:
    """Engineers or an army train set up a depot in their hex; it takes their whole day. Rulebook 6.9."""

    unit: int


@dataclass(frozen=True, slots=True)
class Embark:
    """Leave the map by a lift from the hex where it takes men on. Rulebook 6.12."""

    unit: int
    lift: int


@dataclass(frozen=True, slots=True)
class Prioritise:
    """How soon a formation is served when supplies run short: ``level`` 0, 1 or 2. Rulebook 6.3."""

    formation: int
    level: int


@dataclass(frozen=True, slots=True)
class ShareAirdrop:
    """A formation's ``share`` of the airdrop in per cent, -1 by need. Rulebook 6.11."""

    formation: int
    share: int


@dataclass(frozen=True, slots=True)
class WorkOn:
    """A point of political work on an enemy formation. Rulebook 8.3."""

    formation: int


@dataclass(frozen=True, slots=True)
class SendEnvoy:
    """Send an envoy to the commander of an enemy formation. Rulebook 8.4."""

    formation: int


@dataclass(frozen=True, slots=True)
class PlantAgents:
    """Send agents into the staff of an enemy formation. Rulebook 8.4."""

    formation: int


@dataclass(frozen=True, slots=True)
class PromiseToSpare:
    """Promise an enemy formation with which there is contact not to attack it. Rulebook 8.3."""

    formation: int


@dataclass(frozen=True, slots=True)
class RotateOut:
    """Promise an own formation a rest out of the line. Rulebook 8.5."""

    formation: int


@dataclass(frozen=True, slots=True)
class Favour:
    """Pay, visit or honour an own formation. Rulebook 8.5."""

    formation: int


@dataclass(frozen=True, slots=True)
class ReplaceCommander:
    """Give an own formation a commander who can be trusted. Rulebook 8.5."""

    formation: int


@dataclass(frozen=True, slots=True)
class OfferTalks:
    """Send the commander of an enemy command an offer: terms on which to talk. Rulebook 9.3."""

    talk: int
    term: int


@dataclass(frozen=True, slots=True)
class AnswerTalks:
    """Accept or refuse what the other side asks of the own command. Rulebook 9.4."""

    talk: int
    accept: bool


@dataclass(frozen=True, slots=True)
class SuperiorOrder:
    """Press an own formation's commander in the name of those above him; ``kind`` is an `Insistence`. Rulebook 10.4."""

    formation: int
    kind: int


@dataclass(frozen=True, slots=True)
class EndPhase:
    """Nothing more in this order phase."""


Order = (
    Move
    | Attack
    | ForceMarch
    | BreakOut
    | Entrench
    | Stand
    | Reserve
    | BuildBridge
    | RailMove
    | WreckRail
    | RepairRail
    | SetUpDepot
    | Embark
    | Prioritise
    | ShareAirdrop
    | WorkOn
    | SendEnvoy
    | PlantAgents
    | PromiseToSpare
    | Favour
    | RotateOut
    | ReplaceCommander
    | OfferTalks
    | AnswerTalks
    | SuperiorOrder
    | EndPhase
)

ORDER_TYPES: tuple[type, ...] = Order.__args__
