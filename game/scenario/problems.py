"""Problems found in a scenario: collected, placed in the file, told all at once."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

from game.scenario.sayings import NOTHING, Joined, Saying, listed, say

Path = tuple[str | int, ...]
"""How to reach a value from the top of the file: keys and list indices."""
Mark = tuple[int, int]
"""Line and column, both from 1."""
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or doubtful, at one place of a file."""

    severity: Severity
    file: str
    line: int
    """From 1; 0 where the problem is not at one place of the file."""
    column: int
    path: str
    message: Saying
    """What was found and what is allowed."""
    suggestion: Saying = NOTHING

    def __str__(self) -> str:
        """One line, as compilers write it, so that editors can jump there."""
        return self.told({})

    def told(self, templates: Mapping[str, str]) -> str:
        """The line in the language of these templates; see `Saying.told`."""
        return self.saying.told(templates)

    @property
    def saying(self) -> Saying:
        """The line, perhaps as a part of another saying."""
        parts = [f"{self.file}:{self.line}:{self.column}" if self.line else self.file]
        parts += [say("warning")] if self.severity == "warning" else []
        parts += [self.path] if self.path else []
        return Joined.of([*parts, self.words], ": ")

    @property
    def words(self) -> Saying:
        """What is wrong, and what to do about it."""
        if not self.suggestion:
            return self.message
        return say("{message}; {suggestion}", message=self.message, suggestion=self.suggestion)

    def to_dict(self) -> dict[str, Any]:
        """The problem as a JSON object, in English."""
        return {**asdict(self), "message": str(self.message), "suggestion": str(self.suggestion)}


class ScenarioError(ValueError):
    """A scenario cannot be used. Holds everything that is wrong with it, warnings included."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.told({}))

    def __reduce__(self) -> tuple[type["ScenarioError"], tuple[tuple[Problem, ...]]]:
        """It travels between processes as its problems, not as its text."""
        return type(self), (self.problems,)

    def told(self, templates: Mapping[str, str]) -> str:
        """A line for each problem in the language of these templates."""
        return self.saying.told(templates)

    @property
    def saying(self) -> Saying:
        """All lines, perhaps as a part of another saying."""
        return Joined.of((problem.saying for problem in self.problems), "\n")


def path_text(path: Path) -> str:
    """``units[2].type``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


_FEW = 30  # so many names are listed where none is near
_LINES = 12  # so many lines are told in which the same is wrong
_MANY = 3  # so many days outside the campaign are one mistake, probably of the calendar
_LIKE, _A_LITTLE_LIKE = 0.6, 0.4


def closest(name: object, known: Iterable[str], likeness: float = _LIKE) -> str | None:
    """The known name that is most like ``name``, or None when none is like it."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(str(name), list(known), 1, likeness)), None)


def nearest(name: object, known: Iterable[str], likeness: float = _LIKE) -> Saying:
    """A suggestion: the closest known name, else the allowed names while they are few, perhaps with a guess.

    Among many names some are a little like anything, so that a guess would only mislead.
    """
    names = list(known)
    close = closest(name, names, likeness)
    if close:
        return say("did you mean '{name}'?", name=close)
    if not names:
        return say("none is known")
    if len(names) > _FEW:
        return say("{count} names are known", count=len(names))
    guess = closest(name, [each for each in names if each[:1] == str(name)[:1]], _A_LITTLE_LIKE)
    allowed = say("allowed: {names}", names=listed(names))
    return say("perhaps '{name}'? {allowed}", name=guess, allowed=allowed) if guess else allowed


def unknown(kind: Saying, name: object) -> Saying:
    """What is said of a name that nothing has."""
    return say("unknown {kind} '{name}'", kind=kind, name=name)


def outside(told: Saying, day: date) -> Saying:
    """What is said of a day outside the campaign; ``told`` says before the date what is on it."""
    return say("{told} {day}, outside the campaign", told=told, day=day)


_UNKNOWN, _OUTSIDE = unknown(NOTHING, "").template, outside(NOTHING, date.min).template


class Report:
    """Collects the problems of one file, each placed by the path of the value that it is about."""

    def __init__(self, file: str, values: Mapping[Path, Mark] | None = None, keys: Mapping[Path, Mark] | None = None):
        self.file = file
        self.problems: list[Problem] = []
        self._values = values or {}
        self._keys = keys or {}
        self._doubts: list[Path] = []
        self._ambiguous: set[str] = set()
        self.things: Mapping[str, Saying] = {}
        """What the ids of the file are ids of, for who is told that one is none of another kind."""
        self._said: Mapping[Path, Path] = {}

    def trial(self, said: Mapping[Path, Path]) -> "Report":
        """Another report on the file, in which some values are said elsewhere: ``said`` leads from a path to where."""
        report = Report(self.file, self._values, self._keys)
        report._said, report.things = said, self.things
        return report

    def is_said_elsewhere(self, path: Path) -> bool:
        """Whether a value is said elsewhere than at its path."""
        return path in self._said

    def _where(self, path: Path) -> Path:
        """Where the value at a path is said."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._said:
                elsewhere = self._said[path[:length]]
                whole = (*elsewhere, *path[length:])
                return whole if whole in self._values else elsewhere
        return path

    @property
    def is_in_doubt(self) -> bool:
        """Whether parts of the scenario are unclear, so that only what rests on no more than a part can be said."""
        return bool(self._doubts)

    def doubt(self, path: Path) -> None:
        """From now on report nothing that may follow from the value at a path, a stand-in for what cannot be read."""
        self._doubts.append(path)

    def ambiguous(self, name: str, paths: Iterable[Path]) -> None:
        """Two things have this name: what is at ``paths`` may mean either, and names that seem unknown the other."""
        self._ambiguous.add(name)
        self._doubts += paths

    def error(self, path: Path, message: Saying, suggestion: Saying = NOTHING) -> None:
        """What makes the scenario unusable."""
        self._add("error", path, self._at(path, self._values), message, suggestion)

    def key_error(self, path: Path, message: Saying, suggestion: Saying = NOTHING) -> None:
        """An error about the key at the end of ``path`` rather than its value."""
        self._add("error", path, self._at(path, self._keys), message, suggestion)

    def warning(self, path: Path, message: Saying, suggestion: Saying = NOTHING) -> None:
        """What is probably a mistake."""
        self._add("warning", path, self._at(path, self._values), message, suggestion)

    def unknown(self, path: Path, kind: Saying, name: object, known: Iterable[str]) -> None:
        """An error: ``name``, the value or the last key of ``path``, is not among the ``known`` of its ``kind``.

        Nothing is said where two of these have one name: this may be what the other should be called.
        """
        mark, names = self._at(path, self._keys if path and path[-1] == name else self._values), list(known)
        is_clear = self._ambiguous.isdisjoint(names) and len(set(names)) == len(names)
        if is_clear and not any(_begins(path, doubt) for doubt in self._doubts):
            self._put("error", path, mark, unknown(kind, name), self._rather(name, names))

    def _rather(self, name: object, known: list[str]) -> Saying:
        """What to write instead of an unknown name, and what it is the id of where that is something else."""
        thing, hint = self.things.get(str(name)), nearest(name, known)
        if thing is None or thing in (self.things.get(each) for each in known):
            return hint
        return say("that is a {thing}; {suggestion}", thing=thing, suggestion=hint)

    def has_error_at(self, path: Path) -> bool:
        """Whether an error about exactly this value was reported."""
        return any(problem.severity == "error" and problem.path == path_text(path) for problem in self.problems)

    @property
    def has_errors(self) -> bool:
        """Whether anything but warnings was found."""
        return any(problem.severity == "error" for problem in self.problems)

    def raise_errors(self) -> None:
        """Raise ScenarioError if there are errors."""
        if self.has_errors:
            raise ScenarioError(self.sorted())

    def sorted(self) -> list[Problem]:
        """The problems in the order of the file; what comes of one mistake in many lines is told as one problem."""
        return sorted(_gathered(sorted(self.problems, key=_place)), key=_place)

    def _at(self, path: Path, marks: Mapping[Path, Mark]) -> Mark:
        if path in marks:
            return marks[path]
        while path and path not in self._values:
            path = path[:-1]
        return self._values.get(path, (0, 0))

    def _add(self, severity: Severity, path: Path, mark: Mark, message: Saying, suggestion: Saying) -> None:
        """Add what may rest on more than one value: not beside a value that is in doubt."""
        if not any(_begins(path, doubt[:-1] or doubt) for doubt in self._doubts):
            self._put(severity, path, mark, message, suggestion)

    def _put(self, severity: Severity, path: Path, mark: Mark, message: Saying, suggestion: Saying) -> None:
        if self._where(path) != path:
            path = self._where(path)
            mark = self._at(path, self._values)
        problem = Problem(severity, self.file, *mark, path_text(path), message, suggestion)
        if problem not in self.problems:
            self.problems.append(problem)


def _place(problem: Problem) -> tuple[int, int, str]:
    return problem.line, problem.column, problem.path


def _gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Of several that come of one mistake the first, with the lines of the others.

    An unknown thing's id itself may be misspelt; many days outside the campaign tell of its calendar.
    """
    told = list(problems)
    are_outside = [problem for problem in told if problem.message.template == _OUTSIDE]
    heaps: dict[object, list[Problem]] = {}
    for number, problem in enumerate(told):
        heap: object = number
        if problem.message.template == _UNKNOWN:
            heap = problem.message.parts["name"], problem.suggestion
        elif len(are_outside) >= _MANY and problem in are_outside:
            heap = _OUTSIDE
        heaps.setdefault(heap, []).append(problem)
    return [_with_others(*sorted(heap, key=lambda each: each.severity)) for heap in heaps.values()]


def _with_others(first: Problem, *others: Problem) -> Problem:
    lines = sorted({other.line for other in others} - {first.line})
    if not lines:
        return first
    if len(lines) == 1:
        return replace(first, message=say("{message}, also in line {line}", message=first.message, line=lines[0]))
    shown = listed([*lines[:_LINES], *(["…"] if len(lines) > _LINES else [])])
    return replace(first, message=say("{message}, also in lines {lines}", message=first.message, lines=shown))


def _begins(path: Path, start: Path) -> bool:
    return path[: len(start)] == start
