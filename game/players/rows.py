"""Orders as rows of plain integers: how a player keeps in its memory what it has asked for."""

from dataclasses import fields

from game.core.orders import ORDER_TYPES, Order

Row = list[int]
"""The place of its type in `ORDER_TYPES`, its single numbers, then those of its one list."""

_LISTS = ("path", "units")
_FLAGS = ("accept", "advance", "prepared")
_NAMES = [[field.name for field in fields(kind) if field.name not in _LISTS] for kind in ORDER_TYPES]
_LIST = [next((field.name for field in fields(kind) if field.name in _LISTS), "") for kind in ORDER_TYPES]
_KIND = {kind: number for number, kind in enumerate(ORDER_TYPES)}
_UNIT = [
    1 + (len(names) if listed == "units" else names.index("unit") if "unit" in names else 0)
    for names, listed in zip(_NAMES, _LIST, strict=True)
]


def row_of(order: Order) -> Row:
    """An order as a row."""
    kind = _KIND[type(order)]
    row = [kind, *(int(getattr(order, name)) for name in _NAMES[kind])]
    return [*row, *getattr(order, _LIST[kind])] if _LIST[kind] else row


def type_of(row: Row) -> type[Order]:
    """What kind of order a row is."""
    return ORDER_TYPES[row[0]]


def leader_of(row: Row) -> int:
    """The unit, or the first of the units, to which the order goes."""
    return row[_UNIT[row[0]]]


def order_of(row: Row) -> Order:
    """The inverse of `row_of`."""
    kind, *numbers = row
    names = _NAMES[kind]
    values: dict[str, object] = {
        name: bool(value) if name in _FLAGS else value for name, value in zip(names, numbers, strict=False)
    }
    if _LIST[kind]:
        values[_LIST[kind]] = tuple(numbers[len(names) :])
    order: Order = ORDER_TYPES[kind](**values)
    return order
