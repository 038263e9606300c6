"""What the chronicle keeps of a day: its fights, who went over, what was said and done."""

from dataclasses import dataclass, field
from enum import Enum, auto

from game.core import events as ev
from game.core.causes import Degree
from game.core.state import GameState
from game.session.results.losses import DayLosses, losses_between


class Outcome(Enum):
    """What a day's attacks on one hex came to, by what became of its defenders."""

    REPULSE = auto()
    CHECK = auto()
    """They were shaken and stood."""
    YIELDED = auto()
    """They gave way though no attack had succeeded."""
    YIELDED_PART = auto()
    AT_BAY = auto()
    """They were beaten and had no way out."""
    RETREAT = auto()
    RETREAT_PART = auto()
    OVERRUN = auto()
    BREACHED = auto()
    """Some are lost and some still stand."""
    BROKEN = auto()
    """Some are lost and the others gave way."""
    OVERCOME = auto()
    """All are lost."""


@dataclass
class Fight:
    """A day's attacks of one side on one hex."""

    hex: int
    side: int
    attacks: int = 0
    by_night: bool = True
    """Whether all of them were."""
    attackers: list[int] = field(default_factory=list)
    defenders: list[int] = field(default_factory=list)
    degree: Degree = Degree.REPULSE
    """The best of them."""
    factors: tuple[int, ...] = ()
    """Of the attack with the most power."""
    lost: list[int] = field(default_factory=lambda: [0, 0])
    """Men lost by side, prisoners included."""
    surrendered: dict[int, int] = field(default_factory=dict)
    """Unit -> men who laid down their arms."""
    destroyed: list[int] = field(default_factory=list)
    stood: list[int] = field(default_factory=list)
    gave_way: list[int] = field(default_factory=list)
    routed: list[int] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """What it came to at the end of the day."""
        defenders = set(self.defenders)
        lost = defenders & {*self.surrendered, *self.destroyed}
        gone = lost | (defenders & set(self.gave_way))
        if lost:
            return Outcome.OVERCOME if lost == defenders else Outcome.BROKEN if gone == defenders else Outcome.BREACHED
        if self.degree < Degree.RETREAT:
            if gone:
                return Outcome.YIELDED if gone == defenders else Outcome.YIELDED_PART
            return Outcome.CHECK if self.degree is Degree.CHECK else Outcome.REPULSE
        if not gone:
            return Outcome.AT_BAY
        if gone != defenders:
            return Outcome.RETREAT_PART
        return Outcome.OVERRUN if self.degree is Degree.OVERRUN else Outcome.RETREAT


@dataclass
class GoingOver:
    """A formation that changed sides, and what became of those about it."""

    formation: int
    side: int
    """The side it went over to."""
    hex: int
    """Where most of it stood."""
    men: int
    led: bool
    """Whether its commander of the order of battle led it, and not a later one."""
    followed: tuple[int, ...]
    scattered: tuple[int, ...]
    made_way: list[int] = field(default_factory=list)
    disarmed: dict[int, int] = field(default_factory=dict)
    """Loyal units that could not make way -> men who laid down their arms."""


Political = (
    ev.EnvoyArrived
    | ev.EnvoyCaught
    | ev.AgentsCaught
    | ev.CommanderReplaced
    | ev.DefectionConsidered
    | ev.FormationLost
    | ev.FormationBroughtOff
    | ev.FormationStoodAside
    | ev.FormationTookUpArms
    | ev.PromiseBroken
    | ev.FormationSurrendered
)
"""What is worth telling of loyalty beside a going over; its daily account is not."""

OfTalks = (
    ev.OfferCaught
    | ev.OfferRefused
    | ev.TalksAsked
    | ev.TalksOpened
    | ev.TalksBrokenOff
    | ev.TalksAgreed
    | ev.TalksSigned
    | ev.TalksDone
)
"""What is worth telling of talks of a whole command; how resolve moves is not."""


Stores = (
    ev.DepotSetUp
    | ev.DepotLost
    | ev.AirdropMade
    | ev.UnitEmbarked
    | ev.RationsSeized
    | ev.PrisonersEnlisted
    | ev.UnitMerged
    | ev.UnitDisbanded
    | ev.WeatherTurned
    | ev.RiversFroze
    | ev.RiversThawed
)
"""What is worth telling of supplies and replacements beside who goes hungry."""
Command = (
    ev.HeadquartersLost
    | ev.OrderReceived
    | ev.OrderObeyed
    | ev.OrderRefused
    | ev.FormationCommitted
    | ev.ColumnsCalledHome
    | ev.TownSeized
    | ev.ReserveCalledUp
)
"""What is worth telling of command; points and the daily reach of headquarters are not."""


@dataclass
class DayRecord:
    """A day of the campaign: the positions around it and what the chronicle tells of it."""

    day: int
    before: GameState
    """At the dusk of the day before."""
    after: GameState
    """At dusk; of a day that is not over, as it stands."""
    is_over: bool = True
    fights: dict[tuple[int, int], Fight] = field(default_factory=dict)
    """By hex and attacking side."""
    over: list[GoingOver] = field(default_factory=list)
    political: list[Political] = field(default_factory=list)
    laid_down: dict[int, int] = field(default_factory=dict)
    """Formation that surrendered -> men in its ranks."""
    talks: list[OfTalks] = field(default_factory=list)
    command: list[Command] = field(default_factory=list)
    arrived: list[ev.UnitArrived] = field(default_factory=list)
    bridged: list[ev.BridgeBuilt] = field(default_factory=list)
    wrecked: list[ev.RailWrecked] = field(default_factory=list)
    mended: list[ev.RailMended] = field(default_factory=list)
    """Stretches on which trains can run again."""
    railed: list[ev.UnitRailed] = field(default_factory=list)
    stores: list[Stores] = field(default_factory=list)
    retreated: set[int] = field(default_factory=set)
    met: list[int] = field(default_factory=list)
    ambushes: list[tuple[ev.Ambushed, Fight]] = field(default_factory=list)
    """Each with what it cost; the hex is where the ambushers lay."""
    rallied: list[int] = field(default_factory=list)
    ordered: bool = False
    """Whether a side has given all its orders of a phase."""
    ended: ev.CampaignEnded | None = None
    known_losses: tuple[DayLosses | int, DayLosses | int] | None = None
    """Each side's losses where the positions may not tell them; a guess is a bare number."""

    @property
    def losses(self) -> tuple[DayLosses | int, DayLosses | int]:
        """What each side lost this day, or a round guess."""
        return self.known_losses or losses_between(self.before, self.after)

    @property
    def men_lost(self) -> tuple[int, int]:
        """The same as bare numbers."""
        first, second = (lost if isinstance(lost, int) else lost.total for lost in self.losses)
        return first, second
