"""What the tools of the editor do to a text, gesture by gesture. Hexes and hexsides come as the file writes them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from game.editor.sheet import EditError, Sheet
from game.scenario.problems import Path
from game.scenario.schema.map import DEFAULT_LEGEND

WAYS = ("roads", "rails")
"""Lines that run from hex to hex."""
BANKS = ("rivers", "walls")
"""Lines that run along the sides of hexes."""
BRIDGES = "bridges"
"""What a click on a hexside sets."""
LEGEND: Path = ("map", "legend")
"""Which terrain a letter of the rows is."""
_ONE = {"roads": "road", "rails": "rail", "rivers": "river", "walls": "wall"}
_EXACT = {"roads": "hexes", "rails": "hexes", "rivers": "sides", "walls": "sides"}


class Made(NamedTuple):
    """A text with something new in it, and where that stands."""

    sheet: Sheet
    path: Path


def legend_of(data: Any) -> dict[str, str]:
    """Which terrain a letter of the rows is."""
    chart = data.get("map") if isinstance(data, dict) else None
    given = chart.get("legend") if isinstance(chart, dict) else None
    return dict(given) if isinstance(given, dict) else dict(DEFAULT_LEGEND)


def fresh_id(data: Any, word: str) -> str:
    """An id that the file does not have yet: the word, which may be a key's, with a number."""
    known, word = set(_ids(data)), word.replace("_", "-")
    return next(f"{word}-{number}" for number in range(1, len(known) + 2) if f"{word}-{number}" not in known)


def _ids(data: Any) -> Iterable[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            if key == "id" and isinstance(value, str):
                yield value
            yield from _ids(value)
    elif isinstance(data, list):
        for value in data:
            yield from _ids(value)


def paint(sheet: Sheet, hexes: Collection[tuple[int, int]], letter: str) -> Sheet:
    """Hexes, by row and column from 0, get a terrain. Raises EditError."""
    rows = sheet.get(("map", "rows")) or []
    known = [(row, column) for row, column in hexes if row < len(rows) and column < len(rows[row])]
    changed = {(row, column): letter for row, column in known if rows[row][column] != letter}
    return sheet.paint(("map", "rows"), changed) if changed else sheet


def resize(sheet: Sheet, columns: int, rows: int) -> Sheet:
    """A map of another size: hexes go and come at its right and lower edge, new ones open. Raises EditError."""
    home: Path = ("map", "rows")
    blank = next((letter for letter, name in legend_of(sheet.data).items() if name == "open"), ".")
    known = [str(row) for row in sheet.get(home) or []]
    for number in range(len(known) - 1, rows - 1, -1):
        sheet = sheet.remove((*home, number))
    meant = [row[:columns].ljust(columns, blank) for row in [*known, *[""] * (rows - len(known))][:rows]]
    if rows > len(known):
        sheet = sheet.add(home, *meant[len(known) :])
    changed = {n: row for n, row in enumerate(meant) if n >= len(known) or row != known[n]}
    return sheet.rephrase(home, changed) if changed else sheet


def add_place(sheet: Sheet, hex: str, name: str) -> Made:
    """A village in a hex. Raises EditError."""
    path: Path = ("places", fresh_id(sheet.data, "place"))
    if not isinstance(sheet.get(("places",)), dict):
        return Made(sheet.set(("places",), {path[1]: _village(hex, name)}), path)
    return Made(sheet.set(path, _village(hex, name)), path)


def _village(hex: str, name: str) -> dict[str, Any]:
    return {"name": name, "at": hex, "kind": "village"}


def move(sheet: Sheet, path: Path, hex: str) -> Sheet:
    """A place, unit or source stands in another hex; a unit that is still to come arrives there. Raises EditError."""
    arrives = sheet.get((*path, "arrives"))
    return sheet.set((*path, "arrives", "at") if isinstance(arrives, dict) else (*path, "at"), hex)


def begin_arrival(sheet: Sheet, unit: Path) -> Made:
    """A unit that stands in a hex comes there on the first day instead, a day to be changed. Raises EditError."""
    arrives = {"date": sheet.get(("calendar", "start")), "at": sheet.get((*unit, "at"))}
    given = {key: value for key, value in arrives.items() if value is not None}
    sheet = sheet.set((*unit, "arrives"), given)
    return Made(sheet.remove((*unit, "at")) if "at" in given else sheet, (*unit, "arrives"))


def add_unit(sheet: Sheet, formation: Path, hex: str, name: str) -> Made:
    """A unit in a hex, under a formation; it is like the last one there. Raises EditError.

    ``name`` is that of what is new. On what it rests is left to be given, so that it is asked for.
    """
    units = sheet.get((*formation, "units")) or []
    like = units[-1] if units and isinstance(units[-1], dict) else {}
    kept = {"type": like.get("type", "infantry_division"), "men": like.get("men", 5000)}
    unit = {"id": fresh_id(sheet.data, "unit"), "name": name, **kept, "at": hex, "confidence": "estimate"}
    return Made(sheet.add((*formation, "units"), unit), (*formation, "units", len(units)))


def add_formation(sheet: Sheet, above: Path, side: str, names: Mapping[str, str]) -> Made:
    """A formation without units, under another or, with a ``side``, at the top. Raises EditError.

    ``names`` has the words for what is new: ``formation`` and ``commander``.
    """
    home: Path = (*above, "formations") if above else ("order_of_battle",)
    formation = {"id": fresh_id(sheet.data, "formation"), "name": names["formation"]}
    formation |= {} if above else {"side": side}
    formation |= {"kind": "column", "commander": names["commander"]}
    return Made(sheet.add(home, formation), (*home, len(sheet.get(home) or [])))


def put_under(sheet: Sheet, unit: Path, formation: Path) -> Made:
    """A unit leaves its formation for another one, with its lines. Raises EditError."""
    if unit[:-2] == formation:
        return Made(sheet, unit)
    ids = sheet.get((*unit, "id")), sheet.get((*formation, "id"))
    there = sheet.move(unit, (*formation, "units"))
    paths = [path for path in units_of(there.data) if there.get((*path, "id")) == ids[0]]
    return Made(there, paths[-1] if paths else ())


def home_of(data: Any, path: Path) -> Path | None:
    """The formation that a path leads to or into, else the only one there is."""
    if path[:1] == ("order_of_battle",):
        while path and not (isinstance(path[-1], int) and path[-2] != "units"):
            path = path[:-1]
        if path:
            return path
    found = formations_of(data)
    return found[0] if len(found) == 1 else None


def units_of(data: Any) -> list[Path]:
    """The paths of all units, in the order of the file."""
    return [(*path, "units", n) for path in formations_of(data) for n in _numbers(_at(data, path).get("units"))]


def formations_of(data: Any) -> list[Path]:
    """The paths of all formations, from the top down."""
    found: list[Path] = []
    waiting: list[Path] = [("order_of_battle", n) for n in _numbers(data.get("order_of_battle"))]
    while waiting:
        path = waiting.pop(0)
        found.append(path)
        waiting[:0] = [(*path, "formations", n) for n in _numbers(_at(data, path).get("formations"))]
    return found


def sides_of(data: Any) -> dict[Path, Any]:
    """The side of each formation by its path: below the top that of the one above."""
    found: dict[Path, Any] = {}
    for path in formations_of(data):
        found[path] = _at(data, path).get("side", found.get(path[:-2]))
    return found


def _numbers(items: Any) -> list[int]:
    return [n for n, item in enumerate(items) if isinstance(item, dict)] if isinstance(items, list) else []


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def draw(sheet: Sheet, kind: str, parts: Sequence[str], name: str = "") -> Made:
    """A new road or railway through neighbouring hexes, or a river or wall along hexsides. Raises EditError."""
    if len(parts) < (2 if kind in WAYS else 1):
        raise EditError(name or kind)
    number = len(sheet.get(("map", kind)) or [])
    line = {"id": fresh_id(sheet.data, _ONE[kind]), **({"name": name} if name else {}), _EXACT[kind]: list(parts)}
    return Made(sheet.add(("map", kind), line), ("map", kind, number))


def extend(sheet: Sheet, path: Path, parts: Sequence[str]) -> Sheet:
    """Go on with a line that is given exactly: hexes behind its last one, or more hexsides. Raises EditError."""
    home = (*path, _EXACT[str(path[1])])
    known = sheet.get(home) or []
    more = [part for part in parts if part not in known or path[1] in WAYS]
    return sheet.add(home, *more) if more else sheet


def add_bridge(sheet: Sheet, side: str) -> Made:
    """A bridge over a hexside. Raises EditError."""
    home = ("map", BRIDGES)
    return Made(sheet.add(home, {"side": side}), (*home, len(sheet.get(home) or [])))


def erase(sheet: Sheet, path: Path, part: str) -> Sheet:
    """Take a hex or hexside away from a line that is given exactly; all else goes as a whole. Raises EditError.

    Of a road only its ends can go; what is too short to be a line goes too.
    """
    parts = exact_of(sheet, path)
    if parts is None or part not in parts:
        return sheet.remove(path)
    least = 2 if path[1] in WAYS else 1
    number = parts.index(part)
    if len(parts) <= least or (path[1] in WAYS and number not in (0, len(parts) - 1)):
        return sheet.remove(path)
    return sheet.remove((*path, _EXACT[str(path[1])], number))


def exact_of(sheet: Sheet, path: Path) -> list[str] | None:
    """The hexes or hexsides of a line that is given exactly; None of any other."""
    parts = sheet.get((*path, _EXACT.get(str(path[1]), "")))
    return parts if isinstance(parts, list) else None
