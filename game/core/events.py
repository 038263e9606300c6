"""Events: what became true, in the past tense, with the new values and the causes a reader wants.

Only `apply` turns them into changes. A bulk change is one event with tuples
that run in parallel to ``units``.
"""

from dataclasses import dataclass

Numbers = tuple[int, ...]


@dataclass(slots=True)
class DayBegan:
    """Dawn of ``day``."""

    day: int


@dataclass(slots=True)
class DutiesRenewed:
    """Dawn is done: what counts by the day starts afresh; the runs of days on end are given anew."""

    units: Numbers
    fought_days: Numbers
    forced_days: Numbers


@dataclass(slots=True)
class WatchBegan:
    """A watch of the day begins."""

    watch: int


@dataclass(slots=True)
class PhaseBegan:
    """``side`` may order now; ``step`` is the position in the day's sequence."""

    side: int
    step: int


@dataclass(slots=True)
class PhaseEnded:
    """``side`` has nothing more to order."""

    side: int


@dataclass(slots=True)
class UnitArrived:
    """A unit came onto the map."""

    unit: int
    hex: int


@dataclass(slots=True)
class UnitMoved:
    """A unit marched along ``path``; ``moved`` and ``moved_watch`` are its totals afterwards."""

    unit: int
    path: Numbers
    moved: int
    moved_watch: int
    cohesion: int


@dataclass(slots=True)
class EnemyMet:
    """A march stopped at a hex held by enemies that the marcher had not seen."""

    unit: int
    hex: int
    enemies: Numbers


@dataclass(slots=True)
class MarchStopped:
    """A march ended early before ``hex``: an unseen enemy's zone held it up."""

    unit: int
    hex: int


@dataclass(slots=True)
class MarchForced:
    """A unit marches further today for cohesion."""

    unit: int
    cohesion: int


@dataclass(slots=True)
class DiggingBegan:
    """A unit was told to dig in."""

    unit: int


@dataclass(slots=True)
class DugIn:
    """Dusk: days of digging in, afterwards."""

    units: Numbers
    dug: Numbers


@dataclass(slots=True)
class BridgeBuilt:
    """Engineers finished an improvised bridge on a river hexside between ``hex`` and ``other``."""

    unit: int
    crossing: int
    hex: int
    other: int


@dataclass(slots=True)
class BridgeCrossed:
    """Men passed an improvised bridge; ``passed`` is today's total."""

    crossing: int
    passed: int


@dataclass(slots=True)
class PlaceTaken:
    """A side marched into a place that another side, or nobody, held."""

    place: int
    side: int
    previous: int
    unit: int


@dataclass(slots=True)
class LuckDrawn:
    """A draw of ``value`` out of 2**20 was made; ``count`` is the low-luck counter afterwards."""

    purpose: int
    side: int
    subject: int
    value: int
    count: int


@dataclass(slots=True)
class BattleFought:
    """A battle for ``hex``: factors by `kernels.odds.Factor`, chances of the four degrees out of 2**20, the draw."""

    hex: int
    side: int
    attackers: Numbers
    defenders: Numbers
    factors: Numbers
    chances: Numbers
    draw: int
    degree: int


@dataclass(slots=True)
class LossesTaken:
    """New values after losses. ``cause`` is a `LossCause`; guns go with the men who served them."""

    cause: int
    units: Numbers
    men: Numbers
    guns: Numbers
    killed: Numbers
    wounded: Numbers
    captured: Numbers


@dataclass(slots=True)
class CohesionChanged:
    """New cohesion; ``causes`` are (unit, `MoraleCause`, per mille) lines that explain the sum."""

    units: Numbers
    cohesion: Numbers
    causes: tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class UnitRetreated:
    """A unit gave way along ``path``; ``status`` is ready or routed afterwards."""

    unit: int
    path: Numbers
    status: int


@dataclass(slots=True)
class UnitStood:
    """A unit with no way out fought on where it stood instead of laying down its arms."""

    unit: int
    chance: int


@dataclass(slots=True)
class UnitSurrendered:
    """A unit with no way out laid down its arms to ``side``; ``captured`` is its new total, the wounded included."""

    unit: int
    hex: int
    side: int
    captured: int
    chance: int


@dataclass(slots=True)
class UnitDestroyed:
    """A unit has no men left in the ranks; its ``wounded`` fall to the enemy as ``captured``."""

    unit: int
    hex: int
    captured: int


@dataclass(slots=True)
class UnitAdvanced:
    """A unit followed up into the hex it had attacked."""

    unit: int
    hex: int


@dataclass(slots=True)
class UnitsRallied:
    """Routed units are in hand again."""

    units: Numbers


@dataclass(slots=True)
class UnitsSighted:
    """What each side saw of the other at the end of a phase."""

    units: Numbers
    hexes: Numbers
    day: int


@dataclass(slots=True)
class SupplyDrawn:
    """Dawn: stock, state, reason and days of encirclement of every unit on the map, and who straggled."""

    units: Numbers
    stock: Numbers
    supply: Numbers
    reason: Numbers
    reason_at: Numbers
    encircled: Numbers


@dataclass(slots=True)
class MenStraggled:
    """Men left hungry units, or came back to fed ones: new values."""

    units: Numbers
    men: Numbers
    straggled: Numbers


@dataclass(slots=True)
class WoundedReturned:
    """Dusk: wounded back in the ranks: new values."""

    units: Numbers
    men: Numbers
    wounded: Numbers


@dataclass(slots=True)
class LedgerTurned:
    """Dawn: the losses of every formation's last three days, and the political points of both sides, afresh."""

    lost: Numbers
    lost_1: Numbers
    lost_2: Numbers
    lost_3: Numbers
    politics: int


@dataclass(slots=True)
class FormationLost:
    """All units of a formation are gone."""

    formation: int
    side: int


@dataclass(slots=True)
class LoyaltyChanged:
    """New loyalty; ``lines`` are (formation, `LoyaltyCause`, per mille) that explain the sum."""

    formations: Numbers
    loyalty: Numbers
    lines: tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class PoliticalWorkDone:
    """A point of political work of ``side`` on a formation; ``work`` is today's total on it, ``left`` what is left."""

    side: int
    formation: int
    work: int
    left: int


@dataclass(slots=True)
class EnvoySent:
    """An envoy of ``side`` set out and will arrive at dawn of ``arrives``."""

    side: int
    formation: int
    arrives: int
    left: int


@dataclass(slots=True)
class EnvoyArrived:
    """Contact with the commander is open from this ``day`` on."""

    formation: int
    day: int


@dataclass(slots=True)
class EnvoyCaught:
    """An envoy to the formation was intercepted."""

    formation: int
    chance: int


@dataclass(slots=True)
class FavourShown:
    """A formation was paid, visited or honoured."""

    side: int
    formation: int
    day: int


@dataclass(slots=True)
class CommanderReplaced:
    """A formation has a new commander; ``units`` are shaken by it, with their new ``cohesion``."""

    side: int
    formation: int
    day: int
    units: Numbers
    cohesion: Numbers


@dataclass(slots=True)
class DefectionConsidered:
    """A commander in contact weighed going over: trigger, loyalty, the limit it was held against, chance, draw."""

    formation: int
    trigger: int
    loyalty: int
    limit: int
    chance: int
    draw: int


@dataclass(slots=True)
class FormationWentOver:
    """A formation changed to ``side`` with the ``units`` that followed, their men ``gone_over`` in all.

    ``quality`` and ``held_until`` are what they all have now.
    """

    formation: int
    side: int
    units: Numbers
    gone_over: Numbers
    enrolled: Numbers
    quality: int
    held_until: int


@dataclass(slots=True)
class UnitScattered:
    """A unit did not follow its commander and fell apart: its men straggled."""

    unit: int
    hex: int
    straggled: int
    captured: int


@dataclass(slots=True)
class CampaignEnded:
    """The last dusk: the signed score and the index of the level of victory."""

    score: int
    level: int


Event = (
    DayBegan
    | DutiesRenewed
    | WatchBegan
    | PhaseBegan
    | PhaseEnded
    | UnitArrived
    | UnitMoved
    | EnemyMet
    | MarchStopped
    | MarchForced
    | DiggingBegan
    | DugIn
    | BridgeBuilt
    | BridgeCrossed
    | PlaceTaken
    | LuckDrawn
    | BattleFought
    | LossesTaken
    | CohesionChanged
    | UnitRetreated
    | UnitStood
    | UnitSurrendered
    | UnitDestroyed
    | UnitAdvanced
    | UnitsRallied
    | UnitsSighted
    | SupplyDrawn
    | MenStraggled
    | WoundedReturned
    | LedgerTurned
    | FormationLost
    | LoyaltyChanged
    | PoliticalWorkDone
    | EnvoySent
    | EnvoyArrived
    | EnvoyCaught
    | FavourShown
    | CommanderReplaced
    | DefectionConsidered
    | FormationWentOver
    | UnitScattered
    | CampaignEnded
)

EVENT_TYPES: tuple[type, ...] = Event.__args__
