"""Events: what became true, in the past tense, with the new values and the causes a reader wants.

Only `apply` turns them into changes. A bulk change is one event with tuples
that run in parallel to ``units``.
"""

from game.core.events.battle import (
    BattleFought,
    CohesionChanged,
    LossesTaken,
    UnitAdvanced,
    UnitDestroyed,
    UnitRetreated,
    UnitsRallied,
    UnitStood,
    UnitSurrendered,
)
from game.core.events.command import (
    ColumnsCalledHome,
    CommandRenewed,
    CommandSpent,
    FormationCommitted,
    GarrisonHarassed,
    HeadquartersLost,
    OrderObeyed,
    OrderReceived,
    OrderRefused,
    ReachChanged,
    ReserveCalledUp,
    ReserveFormed,
    StandOrdered,
    SuperiorOrderGiven,
    TownSeized,
)
from game.core.events.field import (
    BreakoutBegan,
    BridgeBuilt,
    BridgeCrossed,
    DiggingBegan,
    DugIn,
    EnemyMet,
    MarchesCarried,
    MarchForced,
    MarchStopped,
    PlaceTaken,
    RiversFroze,
    RiversThawed,
    TrainStopped,
    UnitMoved,
    UnitRailed,
    WeatherTurned,
)
from game.core.events.fog import Ambushed, PlacesSeen, RailsSeen, UnitsSighted
from game.core.events.politics import (
    AgentsCaught,
    AgentsPlanted,
    AgentsSent,
    CommanderReplaced,
    CommanderWentOver,
    DefectionConsidered,
    EnvoyArrived,
    EnvoyCaught,
    EnvoySent,
    FavourShown,
    FormationBroughtOff,
    FormationLost,
    FormationStoodAside,
    FormationSurrendered,
    FormationTookUpArms,
    FormationWentOver,
    LedgerTurned,
    LoyaltyChanged,
    PoliticalWorkDone,
    PromiseBroken,
    RestCounted,
    RestPromised,
    SparingPromised,
    SurrenderConsidered,
    UnitScattered,
)
from game.core.events.sequence import (
    ArrivalsMoved,
    CampaignEnded,
    DayBegan,
    DutiesRenewed,
    LuckDrawn,
    PhaseBegan,
    PhaseEnded,
    UnitArrived,
    WatchBegan,
)
from game.core.events.stores import (
    AirdropMade,
    AirdropShared,
    DepotLost,
    DepotSetUp,
    PrioritySet,
    RailMended,
    RailWrecked,
    RationsEaten,
    RationsSeized,
    StocksTaken,
    UnitEmbarked,
)
from game.core.events.talks import (
    OfferCaught,
    OfferMade,
    OfferRefused,
    ResolveChanged,
    ResolveWeighed,
    TalksAgreed,
    TalksAsked,
    TalksBrokenOff,
    TalksDone,
    TalksOpened,
    TalksSigned,
    TermsTabled,
    UnitsDismissed,
    UnitsJoined,
    UnitsStoodAside,
)
from game.core.events.upkeep import (
    MenStraggled,
    PrisonersCounted,
    PrisonersEnlisted,
    SupplyDrawn,
    WoundedReturned,
)

Event = (
    DayBegan
    | DutiesRenewed
    | WatchBegan
    | ArrivalsMoved
    | PhaseBegan
    | PhaseEnded
    | LuckDrawn
    | UnitArrived
    | UnitsSighted
    | PlacesSeen
    | RailsSeen
    | CampaignEnded
    | UnitMoved
    | EnemyMet
    | Ambushed
    | MarchStopped
    | UnitRailed
    | TrainStopped
    | MarchForced
    | MarchesCarried
    | BreakoutBegan
    | DiggingBegan
    | DugIn
    | BridgeBuilt
    | BridgeCrossed
    | PlaceTaken
    | BattleFought
    | LossesTaken
    | CohesionChanged
    | UnitRetreated
    | UnitStood
    | UnitSurrendered
    | UnitDestroyed
    | UnitAdvanced
    | UnitsRallied
    | SupplyDrawn
    | MenStraggled
    | WoundedReturned
    | PrisonersCounted
    | PrisonersEnlisted
    | LedgerTurned
    | FormationLost
    | FormationBroughtOff
    | LoyaltyChanged
    | PoliticalWorkDone
    | EnvoySent
    | EnvoyArrived
    | EnvoyCaught
    | FavourShown
    | CommanderReplaced
    | DefectionConsidered
    | FormationWentOver
    | CommanderWentOver
    | UnitScattered
    | AirdropMade
    | AirdropShared
    | DepotLost
    | RiversFroze
    | RiversThawed
    | WeatherTurned
    | DepotSetUp
    | UnitEmbarked
    | PrioritySet
    | RailMended
    | RailWrecked
    | RationsEaten
    | RationsSeized
    | StocksTaken
    | OfferCaught
    | OfferMade
    | OfferRefused
    | ResolveChanged
    | ResolveWeighed
    | TalksAgreed
    | TalksAsked
    | TalksBrokenOff
    | TalksDone
    | TalksOpened
    | TalksSigned
    | TermsTabled
    | UnitsDismissed
    | UnitsJoined
    | UnitsStoodAside
    | AgentsCaught
    | AgentsPlanted
    | AgentsSent
    | FormationStoodAside
    | FormationSurrendered
    | FormationTookUpArms
    | PromiseBroken
    | RestCounted
    | RestPromised
    | SparingPromised
    | SurrenderConsidered
    | ColumnsCalledHome
    | CommandRenewed
    | CommandSpent
    | FormationCommitted
    | GarrisonHarassed
    | HeadquartersLost
    | OrderObeyed
    | OrderReceived
    | OrderRefused
    | ReachChanged
    | ReserveCalledUp
    | ReserveFormed
    | StandOrdered
    | SuperiorOrderGiven
    | TownSeized
)

EVENT_TYPES: tuple[type, ...] = Event.__args__

__all__ = [
    "EVENT_TYPES",
    "AgentsCaught",
    "AgentsPlanted",
    "AgentsSent",
    "AirdropMade",
    "AirdropShared",
    "Ambushed",
    "ArrivalsMoved",
    "BattleFought",
    "BreakoutBegan",
    "BridgeBuilt",
    "BridgeCrossed",
    "CampaignEnded",
    "CohesionChanged",
    "ColumnsCalledHome",
    "CommandRenewed",
    "CommandSpent",
    "CommanderReplaced",
    "CommanderWentOver",
    "DayBegan",
    "DefectionConsidered",
    "DepotLost",
    "DepotSetUp",
    "DiggingBegan",
    "DugIn",
    "DutiesRenewed",
    "EnemyMet",
    "EnvoyArrived",
    "EnvoyCaught",
    "EnvoySent",
    "Event",
    "FavourShown",
    "FormationBroughtOff",
    "FormationCommitted",
    "FormationLost",
    "FormationStoodAside",
    "FormationSurrendered",
    "FormationTookUpArms",
    "FormationWentOver",
    "GarrisonHarassed",
    "HeadquartersLost",
    "LedgerTurned",
    "LossesTaken",
    "LoyaltyChanged",
    "LuckDrawn",
    "MarchForced",
    "MarchStopped",
    "MarchesCarried",
    "MenStraggled",
    "OfferCaught",
    "OfferMade",
    "OfferRefused",
    "OrderObeyed",
    "OrderReceived",
    "OrderRefused",
    "PhaseBegan",
    "PhaseEnded",
    "PlaceTaken",
    "PlacesSeen",
    "PoliticalWorkDone",
    "PrioritySet",
    "PrisonersCounted",
    "PrisonersEnlisted",
    "PromiseBroken",
    "RailMended",
    "RailWrecked",
    "RailsSeen",
    "RationsEaten",
    "RationsSeized",
    "ReachChanged",
    "ReserveCalledUp",
    "ReserveFormed",
    "ResolveChanged",
    "ResolveWeighed",
    "RestCounted",
    "RestPromised",
    "RiversFroze",
    "RiversThawed",
    "SparingPromised",
    "StandOrdered",
    "StocksTaken",
    "SuperiorOrderGiven",
    "SupplyDrawn",
    "SurrenderConsidered",
    "TalksAgreed",
    "TalksAsked",
    "TalksBrokenOff",
    "TalksDone",
    "TalksOpened",
    "TalksSigned",
    "TermsTabled",
    "TownSeized",
    "TrainStopped",
    "UnitAdvanced",
    "UnitArrived",
    "UnitDestroyed",
    "UnitEmbarked",
    "UnitMoved",
    "UnitRailed",
    "UnitRetreated",
    "UnitScattered",
    "UnitStood",
    "UnitSurrendered",
    "UnitsDismissed",
    "UnitsJoined",
    "UnitsRallied",
    "UnitsSighted",
    "UnitsStoodAside",
    "WatchBegan",
    "WeatherTurned",
    "WoundedReturned",
]
