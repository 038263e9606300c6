"""The order of battle as a tree, with search in any spelling."""

from functools import lru_cache

from game.core.kinds import Status
from game.core.state import F, U
from game.core.world import World
from game.session.explain import Kind, Subject
from game.session.explain.find import search
from game.session.words.intent_words import tell_intent
from game.session.words.wording import points
from game.ui.content.rows import SIDE_TONES, Cells, Change, Heading, Row, Span, Spans, Tone, text
from game.ui.counters.look import look
from game.ui.situation import Situation
from game.ui.wishes import GoTo, Select, SelectFormation

_SHARES = (56, 17, 14, 13)
_DEEP = 5


@lru_cache(maxsize=8)
def _below(world: World) -> dict[int, tuple[tuple[int, ...], tuple[int, ...]]]:
    """For each formation, and -1, the formations and the units directly under it."""
    found = {}
    for parent in range(-1, len(world.formations)):
        formations = tuple(n for n, facts in enumerate(world.formations) if facts.parent == parent)
        units = tuple(n for n, facts in enumerate(world.units) if facts.formation == parent)
        found[parent] = (formations, units)
    return found


def tree_rows(situation: Situation, wanted: str = "", closed: frozenset[object] = frozenset()) -> list[Row]:
    """Every formation with its units; with ``wanted`` what goes by that name and what it stands under or over."""
    if wanted.strip():
        return _found(situation, wanted)
    words = situation.words
    rows: list[Row] = []
    for side in (0, 1) if situation.side != 1 else (1, 0):
        top = [n for n in _below(situation.world)[-1][0] if situation.world.formations[n].side == side]
        rows.append(Heading(words.side(side), (Span(_strength(situation, side), Tone.FAINT),)))
        rows.append(_heads(situation))
        for formation in top:
            rows += _branch(situation, formation, 0, closed)
    return rows


def _strength(situation: Situation, side: int) -> str:
    """What a side has on the map, as far as is known."""
    units = situation.state.units
    there = (units[U.HEX] >= 0) & (units[U.SIDE] == side)
    men = int(units[U.MEN, there].sum())
    known = situation.side in (-1, side)
    return situation.words.say(
        "panels.tree.seen" if not known else "panels.tree.strength", men=men, count=int(there.sum())
    )


def _heads(situation: Situation) -> Cells:
    heads = [situation.words.say(f"panels.tree.{key}") for key in ("name", "men", "cohesion", "stock")]
    return Cells(tuple((Span(head),) for head in heads), _SHARES, (1, 2, 3), is_head=True)


def _branch(situation: Situation, formation: int, depth: int, closed: frozenset[object]) -> list[Row]:
    formations, units = _below(situation.world)[formation]
    rows: list[Row] = [formation_row(situation, formation, depth, is_closed=formation in closed)]
    if formation in closed:
        return rows
    rows += [unit_row(situation, unit, depth + 1) for unit in units]
    for below in formations:
        rows += _branch(situation, below, depth + 1, closed)
    return rows


def formation_row(situation: Situation, formation: int, depth: int, *, is_closed: bool) -> Cells:
    """A formation with its men, its loyalty and what it has been told to do."""
    words, facts = situation.words, situation.world.formations[formation]
    units = _below(situation.world)[formation][1]
    mark = Span("▶ " if is_closed else "▼ ", Tone.FAINT, wish=Change("fold", formation))
    side = int(situation.state.formations[F.SIDE, formation])
    name = Span(words.label(facts.label), SIDE_TONES[side], bold=True)
    members = _members(situation.world, formation)
    men = _men(situation, members, side)
    intent = dict(situation.intents).get(formation)
    loyalty, replaced = situation.state.formations[[F.LOYALTY, F.REPLACED], formation].tolist()
    holder = situation.session.delegates.get(formation)
    ordered = words.player(holder) if holder is not None else words.commander(formation, replaced)
    told = tell_intent(words, intent) if intent is not None else ordered
    shown = str(points(loyalty)) if loyalty >= 0 and units else ""
    hint = words.say("panels.tree.loyalty_hint", loyalty=shown) if shown else ""
    beside = (Span("\u2002" + told, Tone.FAINT),) if told else ()
    return Cells(
        ((mark, name, *beside), (Span(men, bold=True),), (), (Span(shown and f"♥{shown}", Tone.FAINT, hint=hint),)),
        _SHARES,
        (1, 2, 3),
        wish=SelectFormation(formation, go_there=True),
        indent=min(depth, _DEEP),
        lit=situation.formation == formation,
    )


def _members(world: World, formation: int) -> list[int]:
    formations, units = _below(world)[formation]
    return [*units, *(unit for below in formations for unit in _members(world, below))]


def _men(situation: Situation, members: list[int], side: int) -> str:
    units = situation.state.units
    there = [unit for unit in members if units[U.HEX, unit] >= 0]
    if not there:
        return "–"
    return _about(situation, int(units[U.MEN, there].sum()), is_known=situation.side in (-1, side))


def _about(situation: Situation, men: int, *, is_known: bool) -> str:
    """A number of men, marked where it is an estimate."""
    shown = situation.words.show(men)
    return shown if is_known else f"≈\u00a0{shown}"


def unit_row(situation: Situation, unit: int, depth: int) -> Cells:
    """A unit with its state in three figures; what is not known is left empty."""
    words, column = situation.words, situation.state.units[:, unit].tolist()
    facts = situation.world.units[unit]
    seen_as = look(situation.world, situation.state, unit, situation.state.day, words.lang, situation.ready)
    cells: tuple[Spans, ...]
    if column[U.HEX] < 0:
        cells = ((Span(words.label(facts.label), Tone.FAINT),), (Span(_absence(situation, unit), Tone.FAINT),), (), ())
    else:
        known = column[U.STOCK] >= 0
        cells = (
            (Span(words.label(facts.label)),),
            (Span(_about(situation, column[U.MEN], is_known=known)),),
            (Span(str(round(column[U.COHESION] / 10)) if known else ""),),
            (Span(str(round(column[U.STOCK] / 10)) if known else ""),),
        )
    return Cells(
        cells,
        _SHARES,
        (1, 2, 3),
        wish=Select((unit,), go_there=True),
        indent=min(depth, _DEEP),
        look=seen_as,
        lit=unit in situation.units,
    )


def _absence(situation: Situation, unit: int) -> str:
    """Why a unit is not on the map, in a word."""
    words, column = situation.words, situation.state.units[:, unit].tolist()
    if column[U.STATUS] == Status.WAITING and column[U.ARRIVAL_DAY] >= 0:
        return words.day(column[U.ARRIVAL_DAY], "brief")
    if column[U.STATUS] == Status.GONE:
        return words.enum("statuses", Status.GONE)
    return words.say("explain.unseen_unit")


def _found(situation: Situation, wanted: str) -> list[Row]:
    words = situation.words
    subjects = search(situation.world, wanted)
    if not subjects:
        return [text(words.say("panels.tree.nothing", wanted=wanted), Tone.FAINT)]
    rows: list[Row] = [Heading(words.say("panels.tree.found", count=len(subjects)))]
    return [*rows, *(_row_of(situation, subject) for subject in subjects)]


def _row_of(situation: Situation, subject: Subject) -> Row:
    match subject:
        case Subject(Kind.UNIT, unit):
            return unit_row(situation, unit, 0)
        case Subject(Kind.FORMATION, formation):
            return formation_row(situation, formation, 0, is_closed=True)
        case Subject(_, hex):
            words = situation.words
            name = Span(words.hex(hex))
            return Cells(((name,), (Span(words.say("panels.tree.place"), Tone.FAINT),)), (75, 25), (1,), wish=GoTo(hex))
