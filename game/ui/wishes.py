"""What a gesture or a panel asks for. The play screen alone carries it out."""

from dataclasses import dataclass

from game.core.intents.intent import Intent
from game.core.orders import Order


@dataclass(frozen=True)
class GoTo:
    """Bring a hex into the middle of the map; with a scale, at that scale."""

    hex: int
    scale: float | None = None


@dataclass(frozen=True)
class Select:
    """Select these units and no others."""

    units: tuple[int, ...]
    go_there: bool = False


@dataclass(frozen=True)
class SelectFormation:
    """Select a formation, or none for -1."""

    formation: int
    go_there: bool = False


@dataclass(frozen=True)
class Consider:
    """Take a hex as what is being considered, such as the target of an attack; -1 for none."""

    hex: int


@dataclass(frozen=True)
class LookAt:
    """Select nothing and take a hex as what is being considered: all that is known of it is told."""

    hex: int


@dataclass(frozen=True)
class Nothing:
    """Leave all as it is: what closes a question."""


@dataclass(frozen=True)
class Give:
    """Give orders one after the other, until one is refused or brings a surprise."""

    orders: tuple[Order, ...]


@dataclass(frozen=True)
class ByTrain:
    """Let the next hex that is clicked be where the selected units go by train, or no more."""


@dataclass(frozen=True)
class GiveIntent:
    """Tell formations what to do until further notice; None ends it."""

    formations: tuple[int, ...]
    intent: Intent | None


@dataclass(frozen=True)
class Delegate:
    """Hand formations over to a computer player by its name, or take them back for None."""

    formations: tuple[int, ...]
    player: str | None


@dataclass(frozen=True)
class CarryOutIntents:
    """Let the formations that have intents act on them now."""


@dataclass(frozen=True)
class SetOverlay:
    """Lay an overlay over the map, in the place of another; none for an empty name."""

    name: str


@dataclass(frozen=True)
class Show:
    """Open a panel by its name."""

    panel: str


@dataclass(frozen=True)
class Hide:
    """Close a panel by its name."""

    panel: str


@dataclass(frozen=True)
class ShowMoment:
    """Show where an event happened; ``event`` counts from the start of the game."""

    event: int


@dataclass(frozen=True)
class EndPhase:
    """End the phase; ``sure`` where what can still act has been told already."""

    sure: bool = False


@dataclass(frozen=True)
class RunUntil:
    """Let intents and the computer go on until something happens: names of `game.ui.play.run_until.STOPS`."""

    conditions: frozenset[str]


@dataclass(frozen=True)
class Undo:
    """Take the last order back."""


@dataclass(frozen=True)
class Redo:
    """Give the order again that was taken back last."""


@dataclass(frozen=True)
class NextUnit:
    """Select the next unit that can still act, or the one before."""

    back: bool = False


@dataclass(frozen=True)
class Done:
    """The selected units need no orders any more in this phase."""


@dataclass(frozen=True)
class NextTrouble:
    """Go to the next unit in trouble."""


@dataclass(frozen=True)
class PlayBack:
    """While the other side's phase is shown: ``back``, ``step``, ``pause``, ``faster``, ``skip`` or ``stop``."""

    what: str


@dataclass(frozen=True)
class Tell:
    """Say something to the person in one line that fades."""

    message: str


@dataclass(frozen=True)
class OpenScreen:
    """Lay a screen on top, by its name in `game.ui.screens.SCREENS`."""

    name: str


@dataclass(frozen=True)
class OpenMenu:
    """Ask which of all the things to do that have no button of their own."""


@dataclass(frozen=True)
class Press:
    """Do what a key does; ``action`` is its name in the settings."""

    action: str


@dataclass(frozen=True)
class SaveGame:
    """Save under a name, or quickly where it is empty."""

    name: str = ""


@dataclass(frozen=True)
class LoadGame:
    """Load the save of a name, or the quick one where it is empty."""

    name: str = ""


@dataclass(frozen=True)
class LeaveGame:
    """Back to the title; the game stands in its save."""


Wish = (
    GoTo
    | Select
    | SelectFormation
    | Consider
    | LookAt
    | Nothing
    | Give
    | ByTrain
    | GiveIntent
    | Delegate
    | CarryOutIntents
    | SetOverlay
    | Show
    | Hide
    | ShowMoment
    | EndPhase
    | RunUntil
    | Undo
    | Redo
    | NextUnit
    | Done
    | NextTrouble
    | PlayBack
    | Tell
    | OpenScreen
    | OpenMenu
    | Press
    | SaveGame
    | LoadGame
    | LeaveGame
)
