"""What is told of a scenario: English text that knows how it was made, so that it can be told in other languages.

The English template, with its places in braces, is the key of its translation. Which languages there are,
`game/session` knows.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Self


class Saying(str):
    """English text with the template and parts that it was made of; without a template it is so in every language."""

    template: str
    parts: Mapping[str, object]

    def __new__(cls, text: str, template: str = "", parts: Mapping[str, object] | None = None) -> Self:
        saying = super().__new__(cls, text)
        saying.template, saying.parts = template, parts or {}
        return saying

    def told(self, templates: Mapping[str, str]) -> str:
        """In another language, whose templates are given by the English ones; English where it lacks this one."""
        template = templates.get(self.template)
        if template is None:
            return str(self)
        return _filled(template, {name: told(part, templates) for name, part in self.parts.items()})


class Joined(Saying):
    """Sayings and other text with the same signs between them in every language, such as lines."""

    between: str
    items: tuple[str, ...]

    @classmethod
    def of(cls, items: Iterable[str], between: str) -> Self:
        """These, with those signs between them."""
        found = tuple(items)
        made = cls(between.join(found))
        made.items, made.between = found, between
        return made

    def told(self, templates: Mapping[str, str]) -> str:
        """Each in another language."""
        return self.between.join(str(told(item, templates)) for item in self.items)


NOTHING = Saying("")


def say(template: str, /, **parts: object) -> Saying:
    """Say a sentence or a part of one. Of a template without parts the braces are text."""
    return Saying(_filled(template, parts), template, parts)


def told(part: object, templates: Mapping[str, str]) -> object:
    """A part of a saying in another language; what is no saying, such as a number or an id, as it is."""
    return part.told(templates) if isinstance(part, Saying) else part


def listed(items: Iterable[object]) -> Saying:
    """``a, b, c``; nothing for no items."""
    return _joined(items, lambda before, item: say("{before}, {item}", before=before, item=item))


def together(items: Iterable[object]) -> Saying:
    """``a and b``."""
    return _joined(items, lambda before, item: say("{before} and {item}", before=before, item=item))


def either(items: Iterable[object]) -> Saying:
    """``a or b``."""
    return _joined(items, lambda before, item: say("{before} or {item}", before=before, item=item))


def in_turn(items: Iterable[object]) -> Saying:
    """``a; b``, as sentences stand one after the other."""
    return _joined(items, lambda before, item: say("{message}; {suggestion}", message=before, suggestion=item))


def quoted(text: str) -> Saying:
    """A text of the file in quotes."""
    return say("'{text}'", text=text)


def plain(value: object) -> Saying:
    """A value of the file as it stands there."""
    return say("{value}", value=value)


def _filled(template: str, parts: Mapping[str, object]) -> str:
    return template.format(**parts) if parts else template


def _joined(items: Iterable[object], join: Callable[[object, object], Saying]) -> Saying:
    sayings = [item if isinstance(item, Saying) else Saying(str(item)) for item in items]
    return reduce(join, sayings[1:], sayings[0]) if sayings else NOTHING
