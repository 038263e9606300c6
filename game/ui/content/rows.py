"""Rows: what a panel's text is made of. Frozen, so that a row that has been laid out once is known again."""

from dataclasses import dataclass
from enum import Enum, auto

from game.ui.counters.look import Look
from game.ui.style.patterns import Pattern
from game.ui.wishes import Wish


@dataclass(frozen=True, slots=True)
class Change:
    """What a panel asks of itself: to show something else from now on."""

    what: str
    to: object = None


Asked = Wish | Change


class Tone(Enum):
    """What colour words have."""

    INK = auto()
    FAINT = auto()
    GOOD = auto()
    FAIR = auto()
    POOR = auto()
    BAD = auto()
    FIRST = auto()
    """The first side's own."""
    SECOND = auto()


SIDE_TONES = (Tone.FIRST, Tone.SECOND)


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of one look; with a wish they can be clicked."""

    text: str
    tone: Tone = Tone.INK
    bold: bool = False
    wish: Asked | None = None
    hint: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """What the rows are about, with its counter."""

    text: str
    below: tuple[Spans, ...] = ()
    look: Look | None = None
    wish: Asked | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section; ``more`` stands at its right end."""

    text: str
    more: Spans = ()
    wish: Asked | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    spans: Spans
    indent: int = 0
    bullet: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of a table. ``shares`` are the widths of its columns in a hundred."""

    cells: tuple[Spans, ...]
    shares: tuple[int, ...]
    right: tuple[int, ...] = ()
    """Columns whose words stand at their right edge."""
    is_head: bool = False
    wish: Asked | None = None
    """What a click anywhere on the row asks for."""
    indent: int = 0
    look: Look | None = None
    is_close: bool = False
    """Whether its counter is large enough to show every mark."""
    lit: bool = False
    """Whether it is the row that is chosen."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Meter:
    """A named value with a bar; ``share`` and ``mark`` are per mille of the bar."""

    label: str
    value: str
    share: int
    tone: Tone = Tone.GOOD
    mark: int = -1
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a divided bar, per mille of it."""

    share: int
    tone: Tone
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """A bar divided into pieces, such as the chances of an attack."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A small button; one without a wish cannot be pressed, and its hint says why."""

    text: str
    wish: Asked | None = None
    on: bool = False
    hint: str = ""
    is_pale: bool = False
    """Whether what it stands for is switched off."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons side by side, on as many lines as they need."""

    buttons: tuple[Button, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be ordered: what, at what price or chance, or why it cannot be."""

    text: str
    price: str = ""
    wish: Asked | None = None
    why: str = ""
    on: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A small value with its name above it."""

    label: str
    value: str
    tone: Tone = Tone.INK
    hint: str = ""
    wish: Asked | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """Values side by side from the left and buttons from the right; ``more`` stands over what has no room."""

    items: tuple[Item, ...]
    buttons: tuple[Button, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Swatch:
    """A class of hexes on the map, with its colour and pattern, and what it means."""

    text: str
    colour: tuple[int, int, int]
    pattern: Pattern
    wish: Asked | None = None
    lit: bool = False
    """Whether it is the one that is chosen."""
    is_full: bool = False
    """Whether the colour stands as it is, not as a tint."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Some empty space."""

    high: int = 6


Row = Title | Heading | Text | Cells | Meter | Parts | Buttons | Action | Bar | Swatch | Gap


def text(words: str, tone: Tone = Tone.INK, small: bool = False) -> Text:
    """A paragraph of one span."""
    return Text((Span(words, tone),), small=small)


def plain(rows: "list[Row] | tuple[Row, ...]") -> list[str]:
    """The words of rows, a string each: for tests, for copying, for the ears."""
    return [said for row in rows if (said := _said(row))]


def _said(row: Row) -> str:
    match row:
        case Title():
            return " ".join([row.text, *("".join(span.text for span in spans) for spans in row.below)])
        case Heading():
            return " ".join([row.text, *(span.text for span in row.more)]).strip()
        case Text():
            return "".join(span.text for span in row.spans)
        case Cells():
            return " | ".join("".join(span.text for span in spans) for spans in row.cells)
        case Swatch():
            return row.text
        case Meter():
            return f"{row.label} {row.value}"
        case Parts():
            return " ".join(part.text for part in row.parts)
        case Buttons():
            return " ".join(filter(None, [row.label, *(f"[{button.text}]" for button in row.buttons)]))
        case Action():
            return " ".join(filter(None, [row.text, row.price, row.why]))
        case Bar():
            items = [f"{item.label} {item.value}" for item in row.items]
            return " ".join([*items, *(f"[{button.text}]" for button in row.buttons)])
        case Gap():
            return ""


def wishes(rows: "list[Row] | tuple[Row, ...]") -> list[Asked]:
    """Everything that can be asked for by a click on the rows."""
    found: list[Asked | None] = []
    for row in rows:
        match row:
            case Title():
                found += [row.wish, *(span.wish for spans in row.below for span in spans)]
            case Heading():
                found += [row.wish, *(span.wish for span in row.more)]
            case Text():
                found += [span.wish for span in row.spans]
            case Cells():
                found += [row.wish, *(span.wish for spans in row.cells for span in spans)]
            case Buttons() | Bar():
                found += [button.wish for button in row.buttons]
            case Action() | Swatch():
                found.append(row.wish)
    return [wish for wish in found if wish is not None]
