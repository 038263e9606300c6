"""A scenario's text and what can be done to it: small changes in place that leave comments and layout alone.

A change is made in the text; then the text is read again, and a change that did anything but what was meant is
refused. So no gesture of the editor can spoil a file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from game.editor.blocks import Known, blocks_of, changed_alone
from game.editor.splices import Splice, extent, flow_cuts, spliced
from game.scenario.problems import Path, Problem, ScenarioError
from game.scenario.sayings import Saying, say
from game.scenario.schema.types import rank
from game.scenario.shape.fields import value_at
from game.scenario.text.marks import Document, read_text
from game.scenario.text.tree import Node, is_same, moved, quoted, read_tree, rewritten, written

_LINE = 120
"""Longer lines in brackets are continued on a new one."""


class EditError(ValueError):
    """A change that cannot be made in this text; the message says where it has to be made by hand."""


@dataclass(frozen=True)
class Sheet:
    """One state of the text, with plain line ends; every change makes a new one."""

    text: str
    file: str = "the text"
    _known: Known | None = field(default=None, repr=False, compare=False)
    """What it says, where that is known without reading all of it."""

    @cached_property
    def document(self) -> Document:
        """Its content with marks. Raises ScenarioError where it cannot be read."""
        return read_text(self.text, self.file)

    @property
    def data(self) -> Any:
        """Its content, not to be changed. Raises ScenarioError where it cannot be read."""
        return self._known.data if self._known is not None else self.document.data

    @cached_property
    def _blocks(self) -> dict[str, tuple[int, int]]:
        """Where its blocks begin and end."""
        return self._known.blocks if self._known is not None else blocks_of(self.document, self.text)

    @cached_property
    def _trees(self) -> dict[str, Node]:
        """Of each block that was asked for where everything in it stands."""
        return {}

    def at(self, path: Path) -> Node | None:
        """Where the value at a path stands; None where there is none. Raises ScenarioError."""
        return self._tree_with(path).at(path)

    def _tree_with(self, path: Path) -> Node:
        """The tree of the block in which a path leads, a mapping with one key; else that of the whole text."""
        name = str(path[0]) if path else ""
        if name not in self._blocks:
            return self.tree
        if name not in self._trees:
            self._trees[name] = read_tree(self.text, *self._blocks[name])
        return self._trees[name]

    @cached_property
    def tree(self) -> Node:
        """Where everything stands. Raises ScenarioError where it cannot be read."""
        assert self.document is not None
        return read_tree(self.text)

    @cached_property
    def trouble(self) -> tuple[Problem, ...]:
        """Why the text cannot be read to its end, and so cannot be changed here; empty where it can."""
        try:
            assert self._known is not None or self.tree is not None
        except ScenarioError as error:
            return error.problems
        return ()

    def forget(self) -> None:
        """Let go of what can be read again: megabytes, of a state to which hardly anybody goes back."""
        for name in ("document", "tree", "_trees"):
            self.__dict__.pop(name, None)

    def get(self, path: Path) -> Any:
        """The value at a path, None where there is none."""
        value = self.data
        for step in path:
            is_inside = step in value if isinstance(value, dict) else _has_item(value, step)
            if not is_inside:
                return None
            value = value[step]
        return value

    def lines_of(self, path: Path) -> tuple[int, int]:
        """The first and the last line of a value with its key, from 1."""
        if not path and (names := list(self._blocks)):
            return self.lines_of((names[0],))[0], self.lines_of((names[-1],))[1]
        tree = self._tree_with(path)
        node, parent = tree.at(path), tree.at(path[:-1])
        if node is None or parent is None:
            return 1, 1
        key = parent.keys[parent.index(path[-1])] if path and parent.is_mapping else node
        return self.text.count("\n", 0, key.start) + 1, self.text.count("\n", 0, node.end) + 1

    # Changes

    def set(self, path: Path, value: Any) -> "Sheet":
        """Another value at a path, which its mapping or list may not have had. Raises EditError."""

        def change(data: Any) -> None:
            data[path[-1]] = value

        node = self._node(path[:-1])
        if path[-1] == len(node.items) and not node.is_mapping:
            return self.add(path[:-1], value)
        number = node.index(path[-1])
        if number < 0:
            return self.made([self._new_key(node, path, _pair(path, value))], path[:-1], change)
        *likest, last = self._replaced(node.items[number], value)
        for splice in likest:
            try:
                return self.made([splice], path[:-1], change)
            except EditError:
                continue  # this way of writing cannot say it
        return self.made([last], path[:-1], change)

    def add(self, path: Path, *values: Any) -> "Sheet":
        """More items at the end of a list, which its mapping may not have had. Raises EditError."""
        node, parent = self.at(path), self._node(path[:-1])
        if node is None:
            in_lines = not parent.is_flow and isinstance(values[0], dict)
            pair = self._in_lines(parent, path, map(written, values)) if in_lines else _pair(path, list(values))
            splice = self._new_key(parent, path, pair)
            return self.made([splice], path[:-1], lambda data: data.__setitem__(path[-1], list(values)))
        if node.value == "" and not node.style:
            return self.set(path, list(values))
        if node.is_mapping or node.value is not None:
            raise EditError(_by_hand(self, path))
        return self.made([self._new_items(node, path, values)], path, lambda data: data.extend(values))

    def remove(self, path: Path) -> "Sheet":
        """Without the key or item at a path. Raises EditError."""
        return self.made(self._cuts(path), path[:-1], lambda data: data.pop(path[-1]))

    def move(self, path: Path, home: Path) -> "Sheet":
        """An item of a list stands behind the last of another, with its lines and comments. Raises EditError.

        It is written on one line where the other list is laid out so that they cannot stand there.
        """

        def change(data: Any) -> None:
            thing = value_at(data, path[:-1]).pop(path[-1])
            value_at(data, home[:-1]).setdefault(home[-1], []).append(thing)

        try:
            return self.made([self._carried(path, home), *self._cuts(path)], (), change)
        except EditError:
            return self.add(home, self.get(path)).remove(path)

    def paint(self, path: Path, letters: Mapping[tuple[int, int], str]) -> "Sheet":
        """Other letters in the rows of a list of texts, by row and column. Raises EditError."""
        rows: dict[int, list[str]] = {}
        for (row, column), letter in letters.items():
            rows.setdefault(row, list(str(self.get((*path, row)))))[column] = letter
        return self.rephrase(path, {row: "".join(changed) for row, changed in rows.items()})

    def rephrase(self, path: Path, items: Mapping[int, str]) -> "Sheet":
        """Other texts in a list of texts, by index, all in quotes. Raises EditError."""
        splices = []
        for number, words in items.items():
            node = self._node((*path, number))
            in_single = node.style == "'" and "'" not in words
            splices.append(Splice(node.start, node.end, f"'{words}'" if in_single else quoted(words)))

        def change(data: Any) -> None:
            for number, words in items.items():
                data[number] = words

        return self.made(splices, path, change)

    # How

    def _node(self, path: Path) -> Node:
        node = self.at(path)
        if node is None:
            raise EditError(_by_hand(self, path))
        return node

    def made(self, splices: list[Splice], path: Path, change: Callable[[Any], None]) -> "Sheet":
        """Other characters, if they say what was meant: the same, but for a change at a path. Raises EditError."""
        text = spliced(self.text, splices)
        known = changed_alone(self.text, Known(self.data, self._blocks), splices, path, change)
        sheet = Sheet(text, self.file, known)
        if known is not None:
            return sheet
        meant = deepcopy(self.data)
        try:
            change(value_at(meant, path))
            is_right = is_same(sheet.data, meant) and len(sheet.document.problems) <= len(self.document.problems)
        except (ScenarioError, LookupError, TypeError):
            is_right = False
        if not is_right:
            raise EditError(_by_hand(self, path))
        return sheet

    def _replaced(self, node: Node, value: Any) -> Iterator[Splice]:
        """Another value in the place of one, written like it as far as that can be."""
        is_bare = node.start == node.end and self.text[node.start - 1 : node.start] == ":"
        for words in rewritten(self.text, node, value):
            yield Splice(node.start, node.end, f" {words}" if is_bare else words)

    def _carried(self, path: Path, home: Path) -> Splice:
        """The lines of an item, with a comment at their end, behind the last item of another list."""
        source, parent, target = self._node(path[:-1]), self._node(home[:-1]), self.at(home)
        node = self._node(path)
        end = node.end if source.is_flow else self._line_end(node.end)
        words, column = self.text[node.start : end].rstrip(), self._column(node.start)
        if target is not None and target.items:
            last, there = target.items[-1], self._column(target.start)
            if not target.is_flow:
                end = self._line_end(last.end)
                return Splice(end, end, f"\n{' ' * there}- {moved(words, there + 2 - column, there + 2)}")
            if node.is_flow and end == node.end:
                there = self._column(last.start)
                return Splice(last.end, last.end, self._continued(target, last, moved(words, there - column, there)))
        elif not parent.is_flow and (target is None or target.is_flow):
            there = self._column(parent.keys[0].start) + 4
            pair = self._in_lines(parent, home, [moved(words, there - column, there)])
            if target is None:
                return self._new_key(parent, home, pair)
            return Splice(parent.keys[parent.index(home[-1])].start, target.end, pair)
        raise EditError(_by_hand(self, home))

    def _in_lines(self, node: Node, path: Path, items: Iterable[str]) -> str:
        """A key of a mapping that stands in lines, with items below it."""
        indent = " " * (self._column(node.keys[0].start) + 2)
        return "".join([f"{written(path[-1])}:", *(f"\n{indent}- {item}" for item in items)])

    def _new_key(self, node: Node, path: Path, pair: str) -> Splice:
        """A key that a mapping has not had, with its value: behind those that come before it by rank."""
        if not node.is_mapping or not isinstance(path[-1], str):
            raise EditError(_by_hand(self, path))
        key = path[-1]
        if not node.items:
            return self._first(path[:-1], node, pair) or Splice(node.start, node.end, f"{{{pair}}}")
        later = (number for number, other in enumerate(node.keys) if rank(str(other.value)) > rank(key))
        number = next(later, len(node.keys))
        if number == 0 and node.is_flow:
            return Splice(node.keys[0].start, node.keys[0].start, f"{pair}, ")
        last = node.items[number - 1]
        if node.is_flow:
            return Splice(last.end, last.end, self._continued(node, last, pair))
        indent = self._column(node.keys[0].start)
        end = self._line_end(last.end)
        return Splice(end, end, f"\n{' ' * indent}{pair}")

    def _new_items(self, node: Node, path: Path, values: Sequence[Any]) -> Splice:
        """More items behind the last of a list; mappings stand in lines where nothing stood before."""
        if not node.items:
            lines = (f"- {written(value)}" for value in values)
            in_lines = self._first(path, node, *lines) if isinstance(values[0], dict) else None
            return in_lines or Splice(node.start, node.end, written(list(values)))
        last = node.items[-1]
        if node.is_flow:
            return Splice(last.end, last.end, self._continued(node, last, ", ".join(map(written, values))))
        end, indent = self._line_end(last.end), " " * self._column(node.start)
        return Splice(end, end, "".join(f"\n{indent}- {written(value)}" for value in values))

    def _first(self, path: Path, node: Node, *lines: str) -> Splice | None:
        """Lines in the place of empty brackets that end the line of a key which stands in lines itself."""
        parent = self.at(path[:-1])
        rest = self.text[node.end : self._line_end(node.end)]
        if not path or parent is None or not parent.is_mapping or parent.is_flow or rest.strip():
            return None
        indent = " " * (self._column(parent.keys[0].start) + 2)
        start = len(self.text[: node.start].rstrip())
        return Splice(start, node.end, "".join(f"\n{indent}{line}" for line in lines))

    def _continued(self, node: Node, last: Node, words: str) -> str:
        """What follows an item in brackets: on the same line where it fits and the others do not stand in lines."""
        first = self.text.rfind("\n", 0, last.start) + 1
        before = self.text[first : last.start]
        if not before.strip() and first > node.start:
            return f",\n{before}{words}"
        if self._column(last.end) + len(words) + 3 <= _LINE:
            return f", {words}"
        line = self.text[self.text.rfind("\n", 0, node.start) + 1 : node.start]
        indent = len(line) - len(line.lstrip(" ")) + (4 if line.lstrip().startswith("- ") else 2)
        return f",\n{' ' * indent}{words}"

    def _cuts(self, path: Path) -> list[Splice]:
        """What goes with a key or item."""
        node = self._node(path[:-1])
        number = node.index(path[-1])
        if number < 0:
            raise EditError(_by_hand(self, path))
        return flow_cuts(self.text, node, number) if node.is_flow else self._block_cuts(node, number, path)

    def _block_cuts(self, node: Node, number: int, path: Path) -> list[Splice]:
        """The lines of an item; a list or mapping that loses its last item is closed with brackets."""
        start, end = extent(node, number)
        if not node.is_mapping:
            start = self.text.rfind("-", 0, start)
        first = self.text.rfind("\n", 0, start) + 1
        is_alone = len(node.items) == 1
        if self.text[first:start].strip():  # a dash or two stand before it
            if is_alone or number + 1 == len(node.items):
                raise EditError(_by_hand(self, path))
            following = extent(node, number + 1)[0]
            return [Splice(start, end if "#" in self.text[end:following] else following, "")]
        last = self._line_end(end)
        cut = Splice(first, last + 1, "") if last < len(self.text) else Splice(max(0, first - 1), last, "")
        if not is_alone:
            return [cut]
        above = self.at(path[:-2])
        if len(path) < 2 or above is None or not above.is_mapping:
            raise EditError(_by_hand(self, path))
        colon = self.text.index(":", above.keys[above.index(path[-2])].end) + 1
        return [cut, Splice(colon, colon, " {}" if node.is_mapping else " []")]

    def _column(self, at: int) -> int:
        return at - self.text.rfind("\n", 0, at) - 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end


def _has_item(value: Any, step: str | int) -> bool:
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _pair(path: Path, value: Any) -> str:
    return f"{written(path[-1])}: {written(value)}"


def _by_hand(sheet: Sheet, path: Path) -> Saying:
    line = sheet.lines_of(path)[0]
    return say("line {line}: this is laid out so that it has to be changed with a text editor", line=line)
