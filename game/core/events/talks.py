"""Talks of a whole command: resolve, offers, rounds, agreement, handing over."""

from dataclasses import dataclass

from game.core.causes import Numbers


@dataclass(slots=True)
class ResolveChanged:
    """A commander's new ``resolve``; ``lines`` are (`ResolveCause`, 0.01 points, how many) that explain the sum.

    ``tally`` is what has now been counted, in the order of ``state.TALLY``.
    """

    talk: int
    resolve: int
    lines: tuple[tuple[int, int, int], ...]
    tally: Numbers


@dataclass(slots=True)
class ResolveWeighed:
    """A commander held his resolve, with the terms counted in, against the limit of a `TalkStep`."""

    talk: int
    step: int
    term: int
    resolve: int
    limit: int


@dataclass(slots=True)
class OfferMade:
    """``side`` sent an offer that will arrive at dawn of ``arrives``; ``left`` is its political work left today."""

    side: int
    talk: int
    term: int
    arrives: int
    left: int


@dataclass(slots=True)
class OfferCaught:
    """Whoever brought the offer was intercepted."""

    talk: int
    chance: int


@dataclass(slots=True)
class OfferRefused:
    """The terms were refused on ``day``."""

    talk: int
    term: int
    day: int


@dataclass(slots=True)
class TalksAsked:
    """The terms wait for the answer of the command's side since ``day``."""

    talk: int
    term: int
    day: int


@dataclass(slots=True)
class TermsTabled:
    """Other terms are on the table of talks that are open."""

    talk: int
    term: int


@dataclass(slots=True)
class TalksOpened:
    """The ``rounds``-th round began on ``day`` with these terms on the table."""

    talk: int
    term: int
    rounds: int
    day: int


@dataclass(slots=True)
class TalksBrokenOff:
    """A round, or an agreement before it was signed, came to nothing; ``cause`` is a `BreakCause`."""

    talk: int
    cause: int
    day: int


@dataclass(slots=True)
class TalksAgreed:
    """The commander will sign at dawn of ``due``."""

    talk: int
    term: int
    due: int


@dataclass(slots=True)
class TalksSigned:
    """The settlement is signed and will be carried out at dawn of ``due``."""

    talk: int
    term: int
    due: int


@dataclass(slots=True)
class UnitsStoodAside:
    """Units of a command that has signed are out of the war from now on."""

    talk: int
    units: Numbers


@dataclass(slots=True)
class UnitsJoined:
    """Units of a command went over to ``side`` whole; those who will have none of it have ``left``.

    ``quality`` and ``held_until`` are what they all have now.
    """

    talk: int
    side: int
    formations: Numbers
    units: Numbers
    men: Numbers
    left: Numbers
    gone_over: Numbers
    enrolled: Numbers
    quality: int
    held_until: int


@dataclass(slots=True)
class UnitsDismissed:
    """Units of a command left the map: their men have ``left`` or laid down their arms and are among the captured."""

    talk: int
    units: Numbers
    left: Numbers
    captured: Numbers


@dataclass(slots=True)
class TalksDone:
    """The settlement is carried out; with ``lifts`` so many men are under way, the hold-outs among them."""

    talk: int
    side: int
    term: int
    lifts: Numbers
    carried: Numbers


TalksEvent = (
    ResolveChanged
    | ResolveWeighed
    | OfferMade
    | OfferCaught
    | OfferRefused
    | TalksAsked
    | TermsTabled
    | TalksOpened
    | TalksBrokenOff
    | TalksAgreed
    | TalksSigned
    | UnitsStoodAside
    | UnitsJoined
    | UnitsDismissed
    | TalksDone
)
