"""The door: a scenario file becomes a World and a starting position, or a list of everything that is wrong with it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field

from game.core.intents.track import Track
from game.core.numbers import Number
from game.core.options import OPTIONS
from game.core.state import GameState
from game.core.world import World
from game.resources import find_scenario, split_entry
from game.scenario.build.builder import Builder
from game.scenario.lint.checks import lint, lint_facts
from game.scenario.lint.draft import Draft
from game.scenario.lint.variants import chosen_are_right
from game.scenario.problems import Problem, Report, ScenarioError
from game.scenario.roster import roster
from game.scenario.rules import Rules, changed, check_numbers, split_overrides, standard_rules
from game.scenario.sayings import say
from game.scenario.schema.spec import Spec
from game.scenario.schema.types import Strict, Text
from game.scenario.shape.names import things_of
from game.scenario.shape.validate import validate
from game.scenario.survey.geography import survey, with_works
from game.scenario.text.marks import Document, read_file, read_text
from game.scenario.variants import applied, options_of, said

_WHOLE_DAY = 1000


@dataclass(frozen=True)
class Scenario:
    """A scenario ready to play."""

    world: World
    start: GameState
    spec: dict[str, Any]
    """Everything it was made from, as JSON data: the file's content with the variants in it, the entry, the variants'
    ids, all numbers and tables, the options; ``changes`` where it was asked to be other than its file."""
    tracks: tuple[Track, Track]
    """By side. Only the player of a side may be given its track."""
    hash: str
    """Changes with any change of what is played; never with the file's layout, comments or line ends."""
    name: str
    """Of its file, without the ending; its id where it came from a save or a batch."""

    def __repr__(self) -> str:
        """Short: a notebook shows it, and all that it holds would fill many pages."""
        return f"<Scenario {self.stem}: {self.world.label.en}, hash {self.hash}>"

    @property
    def stem(self) -> str:
        """What files about it are called: its name, the entry and what is changed."""
        entry, settings = self.spec["entry"], self.spec.get("changes", {}).get("set", {})
        told = (f"{name}-{value}" for name, value in settings.items())
        return "-".join([self.name, *([entry] if entry else []), *self.spec["variants"], *told])


class _Changes(Strict):
    """What a result tells to be other than in the file."""

    variants: dict[str, Text] = Field({})
    """Their names by id."""
    set: dict[str, int] = Field({})
    """Numbers of the rules and options."""


class _Asked(NamedTuple):
    """What of a scenario is to be played."""

    name: str
    entry: str | None
    options: Mapping[str, int]
    variants: tuple[str, ...] = ()
    changes: _Changes = _Changes()


def read(path: Path) -> Spec:
    """The content of a scenario file as models, its shape checked. Raises ScenarioError."""
    spec, report = _read(path)
    report.raise_errors()
    assert spec is not None
    return spec


def check(path: Path) -> list[Problem]:
    """Everything wrong or doubtful in a scenario file, in the file's order; each of its variants is tried."""
    try:
        spec, report = _read(path)
    except ScenarioError as error:
        return list(error.problems)
    if spec is not None:
        draft = _checked(spec, standard_rules(), report)
        if not report.has_errors:
            _try_variants(draft)
    return report.sorted()


@dataclass(frozen=True)
class Examined:
    """What a text says about a scenario, however much is wrong with it."""

    problems: list[Problem]
    """In the order of the text."""
    draft: Draft | None = None
    """What could be made out, with stand-ins for what could not."""
    scenario: Scenario | None = None
    """The scenario, where nothing is wrong."""


def examine(text: str, file: str) -> Examined:
    """What `check` and `load` say about a file, for a text that has not been written to it yet."""
    try:
        spec, report = _understood(read_text(text, file))
    except ScenarioError as error:
        return Examined(list(error.problems))
    if spec is None:
        return Examined(report.sorted())
    rules = standard_rules()
    draft = _checked(spec, rules, report)
    scenario = None
    if not report.has_errors:
        scenario = _as_written(draft, rules, Path(file).stem)
        _try_variants(draft)
    return Examined(report.sorted(), draft, scenario)


def _as_written(draft: Draft, rules: Rules, name: str) -> Scenario:
    """The scenario without variants, from its first day on."""
    _, options = split_overrides(rules, {})
    changes = dict(sorted(draft.spec.rules.items()))
    draft = replace(draft, spec=draft.spec.model_copy(update={"rules": changes}))
    return _scenario(draft, changed(_with_watches(rules, draft.spec), changes), _Asked(name, None, options))


def _try_variants(draft: Draft) -> None:
    """Report what a variant makes wrong that was right without it."""
    for name, variant in draft.spec.variants.items():
        path = ("variants", name)
        trial = draft.report.trial(said(variant, path, draft.spec, draft.roster))
        _with_variants(draft, [name], trial)
        errors = [problem for problem in trial.problems if problem.severity == "error"]
        own = [problem for problem in errors if problem.path.startswith("variants.")]
        draft.report.problems += own
        told = {problem.message for problem in own}
        for problem in errors:
            if problem not in own and problem.message not in told:
                message = say("with it {path} is wrong: {told}", path=problem.path, told=problem.message)
                draft.report.error(path, message, problem.suggestion)


def _with_variants(draft: Draft, names: list[str], report: Report) -> Draft:
    """The scenario with these variants; of what has been checked without them, what they can change is checked anew."""
    spec = applied(draft.spec, names)
    varied = Draft(spec, draft.rules, with_works(spec, draft.geography, report), roster(spec), report)
    lint_facts(varied)
    return varied


def load(
    name_or_path: str | Path,
    entry: str | None = None,
    overrides: Mapping[str, int] | None = None,
    variants: Sequence[str] = (),
    delay: int = 0,
) -> Scenario:
    """A scenario by path or by name, also as ``name@entry``. Raises ScenarioError, or OSError for a missing file.

    ``overrides`` are numbers of the rules by name, and the options ``fog`` and ``low_luck`` as 0 or 1;
    ``variants`` are changes of fact that the scenario names; both tracks come ``delay`` days later.
    """
    name, named_entry = split_entry(str(name_or_path))
    path, rules, settings = find_scenario(name), standard_rules(), dict(overrides or {})
    draft, variants = _sound(*_read(path), rules), tuple(dict.fromkeys(variants))
    offered = draft.spec.variants
    given: dict[str, int] = {}
    if variants:
        draft, given = _varied(draft, list(variants))
    numbers, options = split_overrides(rules, {**given, **settings})
    rules = changed(_with_watches(rules, draft.spec), draft.spec.rules)
    changes = _Changes(
        variants={id: offered[id].name for id in variants},
        set=_other(settings, {**rules.numbers, **OPTIONS, **given}),
    )
    asked = _Asked(path.stem, entry or named_entry, options, variants, changes)
    track = draft.spec.track.model_copy(update={"delay": draft.spec.track.delay + delay})
    own = dict(sorted({**draft.spec.rules, **numbers}.items()))
    draft = replace(draft, spec=draft.spec.model_copy(update={"rules": own, "track": track}))
    return _scenario(draft, changed(rules, numbers), asked)


def _other(settings: Mapping[str, int], usual: Mapping[str, int]) -> dict[str, int]:
    """The settings that change something, by name, whatever the order in which they were given."""
    return {name: int(value) for name, value in sorted(settings.items()) if value != usual[name]}


def _varied(draft: Draft, names: list[str]) -> tuple[Draft, dict[str, int]]:
    """The scenario with variants, and the options that they set."""
    chosen_are_right(draft, names)
    draft.report.raise_errors()
    varied = _with_variants(draft, names, draft.report)
    varied.report.raise_errors()
    return varied, options_of(draft.spec, names)


def from_spec(data: dict[str, Any]) -> Scenario:
    """The scenario whose ``spec`` this is, with the same hash. Raises ScenarioError for data of another making."""
    report = Report("the saved scenario")
    try:
        scenario, entry, options = data["scenario"], data["entry"], dict(data["options"])
        variants, changes = tuple(data.get("variants", ())), _Changes.model_validate(data.get("changes", {}))
        rules = _completed(Rules.model_validate(data["rules"]))
    except (KeyError, TypeError, ValueError) as error:
        report.error((), say("it was not made by this program: {error}", error=error))
        raise ScenarioError(report.sorted()) from None
    check_numbers(rules, rules.numbers, ("rules",), report)
    draft = _sound(validate(scenario, report), report, rules)
    _, options = split_overrides(rules, options)
    return _scenario(draft, rules, _Asked(draft.spec.id, entry, options, variants, changes))


def _completed(rules: Rules) -> Rules:
    """Numbers that an older version did not know take their standard values."""
    if all(number.name.lower() in rules.numbers for number in Number):
        return rules
    return changed(rules, {**standard_rules().numbers, **rules.numbers})


def plain(spec: Spec) -> dict[str, Any]:
    """The content of a scenario file as JSON data, every default written out."""
    return spec.model_dump(mode="json", exclude_none=True)


def content_hash(data: dict[str, Any]) -> str:
    """Sixteen hex digits for a `Scenario.spec`. The order of keys counts: it is the order of sides, places and units.

    What it says of ``changes`` does not count: a scenario that has them in its file is the same.
    """
    counted = {key: value for key, value in data.items() if key != "changes"}
    text = json.dumps(counted, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _read(path: Path) -> tuple[Spec | None, Report]:
    return _understood(read_file(path))


def _understood(document: Document) -> tuple[Spec | None, Report]:
    report = Report(document.file, document.values, document.keys)
    report.problems += document.problems
    for problem in document.problems:  # of two things under one key nobody knows which the file means by it
        report.ambiguous(problem.path.rpartition(".")[2], ())
    return validate(document.data, report), report


def _checked(spec: Spec, rules: Rules, report: Report) -> Draft:
    forces = roster(spec)
    report.things = things_of(spec, forces)
    draft = Draft(spec, rules, survey(spec, rules, report), forces, report)
    lint(draft)
    return draft


def _sound(spec: Spec | None, report: Report, rules: Rules) -> Draft:
    """A scenario fit to be built. Raises ScenarioError."""
    draft = _checked(spec, rules, report) if spec else None
    report.raise_errors()
    assert draft is not None
    return draft


def _with_watches(rules: Rules, spec: Spec) -> Rules:
    """Where a day has one watch, that watch may use the whole day's march."""
    return changed(rules, {Number.WATCH_SHARE.name.lower(): _WHOLE_DAY}) if len(spec.calendar.watches) == 1 else rules


def _scenario(draft: Draft, rules: Rules, asked: _Asked) -> Scenario:
    if asked.entry is not None and asked.entry not in draft.spec.entries:
        draft.report.unknown(("entries",), say("entry"), asked.entry, draft.spec.entries)
        draft.report.raise_errors()
    builder = Builder(draft.spec, rules, draft.geography, draft.roster, asked.entry)
    changes = {key: value for key, value in asked.changes.model_dump(mode="json").items() if value}
    spec = {
        "scenario": plain(draft.spec),
        "entry": asked.entry,
        "variants": list(asked.variants),
        "rules": rules.model_dump(mode="json"),
        "options": dict(asked.options),
        **({"changes": changes} if changes else {}),
    }
    world = builder.world(asked.options)
    return Scenario(world, builder.start(world), spec, builder.tracks(), content_hash(spec), asked.name)
