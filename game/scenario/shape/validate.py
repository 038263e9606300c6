"""Checks the shape of a scenario: plain data to models, with pydantic's errors told in our words."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, get_args

from pydantic import ValidationError

from game.core.options import OPTIONS
from game.scenario.meant import number_meant, plain_letters, shown
from game.scenario.problems import Path, Report, closest, nearest
from game.scenario.rules import is_allowed, standard_rules
from game.scenario.sayings import NOTHING, Saying, either, listed, say
from game.scenario.schema.sample import in_flow, sample
from game.scenario.schema.spec import FORMAT, Spec
from game.scenario.schema.types import Text, describe, rank
from game.scenario.schema.victory import HoldTerm, JunctionTerm, LossesTerm, RefusedTerm, SavedTerm, SettledTerm
from game.scenario.shape.fields import field_at, fields_at, home_of, kinds_at, path_in, value_at
from game.scenario.shape.names import Names, names_in
from game.scenario.shape.stand_ins import made_whole
from game.scenario.text.faults import foreign_signs

_Details = dict[str, Any]
_TERMS = (LossesTerm, SavedTerm, HoldTerm, JunctionTerm, SettledTerm, RefusedTerm)
_KINDS = [get_args(term.model_fields["kind"].annotation)[0] for term in _TERMS]
_LIKE = 0.7  # a field's name; a synonym that happens to share letters is none
_VERY_LIKE = 0.85
_MAPPINGS = ("dict_type", "model_type", "model_attributes_type")
_OTHER_WORDS = {
    **dict.fromkeys(("strength", "troops", "soldiers", "manpower"), "men"),
    **dict.fromkeys(("location", "position", "hex", "where", "place"), "at"),
    **dict.fromkeys(("leader", "general", "led_by"), "commander"),
    **dict.fromkeys(("owner", "holder", "held", "control"), "held_by"),
    **dict.fromkeys(("description", "summary"), "about"),
    **dict.fromkeys(("artillery", "cannon"), "guns"),
    **dict.fromkeys(("morale",), "cohesion"),
    **dict.fromkeys(("experience", "skill"), "quality"),
    **dict.fromkeys(("comment", "remark"), "note"),
    **dict.fromkeys(("order", "intent", "task"), "do"),
}
"""What others call a field."""
_TRUE_OR_FALSE = {"yes": True, "no": False, "on": True, "off": False}


def validate(data: Any, report: Report) -> Spec | None:
    """The scenario as models; None, with the reasons in the report, where it cannot be read.

    Where the report says how to mend what is wrong, the mended scenario is returned, so that it can be checked further;
    else one with stand-ins, and the report knows what is in doubt then.
    """
    if not isinstance(data, dict):
        message = say(
            "found {found}; a scenario is a mapping that begins with `format: {format}`",
            found=describe(data),
            format=FORMAT,
        )
        report.error((), message)
        return None
    if not _check_format(data, report):
        return None
    try:
        return Spec.model_validate(data)
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
    names = names_in(data)
    for error in errors:
        _look_up(error, names)
        _look_beside(error, errors)
    mended, renamed, doubtful = _mended(data, errors)
    strays = _tell_strays(data, report)
    for error in errors:
        path = path_in(data, error["loc"])
        is_stray = any(path[: len(stray)] == stray for stray in strays)
        if not is_stray and path not in renamed and not report.has_error_at(path):
            _tell(error, path, data, report)
    for path in doubtful:
        report.doubt(path)
    try:
        return Spec.model_validate(mended)
    except ValidationError as failure:
        return made_whole(mended, failure.errors(include_url=False), report)


def _look_up(error: Any, names: Names) -> None:
    """Where a name stands for the id of what it names, that id is meant; what is made of the name else is a guess."""
    found, details, field = error["input"], error.get("ctx", {}), error["loc"][-1:]
    if error["type"] != "scenario" or not isinstance(found, str) or field in ((), ("id",), ("[key]",)):
        return
    if id := names.id_of(found, "sides" if field == ("side",) else "places"):
        details["meant"] = id
    elif isinstance(details["meant"], str) and not details["meant"].isdigit():
        details["is_guess"] = details["meant"] not in names.ids


def _look_beside(error: Any, errors: list[Any]) -> None:
    """Where beside an unknown field one text is missing, that is probably meant."""
    if error["type"] == "extra_forbidden" and isinstance(error["input"], str | dict):
        beside = [each["loc"] for each in errors if each["type"] == "missing" and each["loc"][:-1] == error["loc"][:-1]]
        error["ctx"] = {"missing": beside[0][-1]} if len(beside) == 1 else {}


def _mended(data: dict[str, Any], errors: list[Any]) -> tuple[dict[str, Any], set[Path], list[Path]]:
    """A copy in which every suggestion is followed.

    Beside it the paths of the fields that have their right name there, and of unknown fields, which are gone.
    """
    doubtful: list[Path] = []
    mended = deepcopy(data)
    renamed: set[Path] = set()
    for error in errors:
        path = path_in(data, error["loc"])
        parent: Any = mended
        for step in path[:-1]:
            parent = parent[step]
        if error["type"] == "extra_forbidden":
            if path[-1] not in parent:  # the error is of a default made from another field, which has its own
                continue
            value = parent.pop(path[-1])
            meant = _field_meant(str(path[-1]), fields_at(path[:-1], data))
            if meant and meant not in parent:
                parent[meant] = value
                renamed.add((*path[:-1], meant))
            else:
                doubtful.append(path)
        elif error.get("ctx", {}).get("meant") and path:
            _rename(parent, path[-1], error["ctx"]["meant"], is_key="[key]" in error["loc"])
            if error["ctx"].get("is_guess"):
                doubtful.append(path)
        elif error["type"] != "missing" and path and path != ("map", "rows"):  # one line is no map
            parent[path[-1]] = _meant(error["type"], error["input"])
    return mended, renamed, doubtful


def _rename(parent: Any, step: str | int, meant: str, *, is_key: bool) -> None:
    """Put what was meant in the place of a key or a value; keys keep their order."""
    if not is_key:
        parent[step] = meant
    elif meant not in parent:
        renamed = {meant if key == step else key: value for key, value in parent.items()}
        parent.clear()
        parent.update(renamed)


def _meant(kind: str, found: Any) -> Any:
    """What a value of the wrong type was probably meant to be; else the value itself."""
    if kind == "list_type" and found and (isinstance(found, dict) or (isinstance(found, str) and "\n" not in found)):
        return [found]
    if kind == "bool_type" and isinstance(found, str):
        return _TRUE_OR_FALSE.get(found, found)
    number = number_meant(found) if kind in ("int_type", "float_type") and isinstance(found, str) else None
    return found if number is None or (kind == "int_type" and isinstance(number, float)) else number


def _check_format(data: dict[str, Any], report: Report) -> bool:
    number = data.get("format")
    if number == FORMAT and not isinstance(number, bool):
        return True
    if "format" not in data:
        hint = say("begin the file with `format: {format}`", format=FORMAT)
        report.error((), say("the format number is missing"), hint)
    elif isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
        message = say("this is format {number}; this version reads up to format {last}", number=number, last=FORMAT)
        report.error(("format",), message, say("get a newer one"))
    else:
        message = say("found {found}; the format is {format}", found=describe(number), format=FORMAT)
        report.error(("format",), message, say("`hebei upgrade FILE` updates a file"))
    return False


def _tell(error: Any, path: Path, data: Any, report: Report) -> None:
    kind, found, details = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        report.key_error(path, say("unknown field"), _home(path, data, details.get("missing")))
    elif kind == "missing":
        report.error(path[:-1], say("'{field}' is missing", field=path[-1]))
    elif kind == "union_tag_not_found":
        report.error(path, say("'kind' is missing: {kinds}", kinds=either(_KINDS)))
    elif kind == "union_tag_invalid":
        report.unknown((*path, "kind"), say("kind"), details["tag"], _KINDS)
    elif "[key]" in error["loc"]:
        report.key_error(path, _words(kind, path[-1], details), _suggestion(kind, found, details))
    else:
        hint = _converted(path, data, found) or _suggestion(kind, found, details)
        if kind in _MAPPINGS and not hint:
            hint = _maps(path, data)
        report.error(path, _words(kind, found, details), hint)


def _home(path: Path, data: Any, missing: str | None) -> Saying:
    """What an unknown field is probably called, or where what it says belongs; ``missing`` is what it may stand for."""
    field, known = str(path[-1]), fields_at(path[:-1], data)
    if field in OPTIONS:
        return say("it is an option of a game, not of a scenario: `--set {name}=0` or `--set {name}=1`", name=field)
    numbers = standard_rules().numbers
    number = field if field in numbers else closest(field, numbers, _VERY_LIKE)
    if number and not closest(field, known, _VERY_LIKE):
        value = value_at(data, path)
        example = f"rules: {{{number}: {value if is_allowed(number, value) else numbers[number]}}}"
        return say(
            "'{name}' is a number of the rules: write it in the block `rules`, as in {example}",
            name=number,
            example=example,
        )
    if signs := foreign_signs(field):
        return signs
    if plain_letters(field) in known:
        return say("'{found}' is not quite '{name}'; write it anew", found=shown(field), name=plain_letters(field))
    if meant := _field_meant(field, known):
        return say("did you mean '{name}'?", name=meant)
    if " " in field and value_at(data, path) is None:
        return say("a comma ends a value in brackets; text that holds one stands in quotes")
    wanted = field_at((*path[:-1], missing), data) if missing else None
    if wanted is not None and wanted.annotation is Text:
        return say("perhaps '{name}', which is missing?", name=missing)
    hint, home = nearest(field, known, _LIKE), home_of(path)
    return say("{hint}; it is a field of {home}", hint=hint, home=home) if home else hint


def _field_meant(found: str, known: list[str]) -> str | None:
    """The field that was probably meant by another name; None where nobody can say."""
    name = found.lower().replace(" ", "_").replace("-", "_")
    other = _OTHER_WORDS.get(name)
    return other if other in known else closest(name, known, _LIKE)


def _tell_strays(data: dict[str, Any], report: Report) -> list[Path]:
    """Tell of blocks that are indented into another one. Which paths need no other word."""
    told: list[Path] = []
    for block, content in data.items():
        names = list(content) if block in Spec.model_fields and isinstance(content, dict) else []
        known = fields_at((block,), data) if names else []
        for number, name in enumerate(names):
            is_thing = not known and isinstance(content[name], dict)  # things by their ids may be called like blocks
            if name in data or name not in Spec.model_fields or name in known or is_thing:
                continue
            hint = say("begin its line in column 1, and what belongs to it below that")
            report.key_error((block, name), say("`{name}` is a block of the file", name=name), hint)
            told += [(name,), *((block, each) for each in (names[number:] if content[name] is None else [name]))]
    return told


def _words(kind: str, found: Any, details: _Details) -> Saying:
    if kind == "scenario":
        message: Saying = details["message"]
        return message
    if kind in ("too_long", "too_short"):
        return say("found {count}; {must}", count=_counted(found), must=_size(kind, details))
    tell = _WORDS.get(kind)
    must = tell(details) if tell else Saying(kind.replace("_", " "))
    return say("found {found}; {must}", found=describe(found), must=must)


def _suggestion(kind: str, found: Any, details: _Details) -> Saying:
    if kind == "literal_error" and isinstance(found, str):
        meant = closest(found, [option.strip("'") for option in _options(details)])
        return say("did you mean '{name}'?", name=meant) if meant else NOTHING
    if details.get("meant"):
        meant = in_flow(details["meant"])
        return NOTHING if meant in details["message"] else say("write {value}", value=meant)
    if kind == "string_type" and isinstance(found, int | float) and not isinstance(found, bool):
        return say("put it in quotes")
    if kind == "list_type" and isinstance(found, dict) and found:
        return say("put it in brackets: [ ], or begin each item with a dash and a space")
    if kind == "list_type" and found is not None:
        is_text = isinstance(found, str) and "\n" in found
        return say("write each line as an item: a dash, then quotes") if is_text else say("put it in brackets: [ ]")
    if kind in _MAPPINGS and isinstance(found, list) and all(isinstance(item, dict) for item in found):
        return say("leave the dashes or brackets out")
    if kind == "int_type" and isinstance(found, float):
        return say("write it without a point")
    meant = _meant(kind, found)
    if meant is found or kind == "scenario":
        return NOTHING
    quoted_alone = not isinstance(meant, bool) and str(meant) == found
    return say("take the quotes away") if quoted_alone else say("write {value}", value=str(describe(meant)))


def _converted(path: Path, data: Any, found: Any) -> Saying:
    """How a share is written in a field of per mille, and yes and no in an option, which is 0 or 1."""
    field = field_at(path, data)
    answer = _TRUE_OR_FALSE.get(found) if isinstance(found, str) else found
    if path and path[-1] in OPTIONS and isinstance(answer, bool):
        return say("write {value}", value=int(answer))
    if field is None or "er mille" not in (field.description or ""):
        return NOTHING
    if isinstance(found, float) and 0 < found < 1:
        return say("write {value}", value=round(found * 1000))
    share = number_meant(found) if isinstance(found, str) and found.endswith("%") else None
    return say("write {value}", value=round(share * 10)) if share is not None else NOTHING


def _maps(path: Path, data: Any) -> Saying:
    """What a mapping holds, with an example."""
    fields, field, kinds = sorted(fields_at(path, data), key=rank), field_at(path, data), kinds_at(path, data)
    example = in_flow(field.examples[0]) if field and field.examples else sample(kinds[0])
    held = say("its fields are {fields}", fields=listed(fields)) if fields else NOTHING
    if field and field.description and (field.examples or not fields):
        held = Saying(field.description[0].lower() + field.description[1:].rstrip("."), field.description)
    if not held:
        return say("as in {example}", example=example)
    return say("{held}, as in {example}", held=held, example=example)


def _bound(value: Any) -> Any:
    """A whole number without the point that its field's type gives it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _counted(found: list[Any] | dict[str, Any]) -> Saying:
    """How many there are, and of a mapping which."""
    if isinstance(found, dict) and found:
        return say("{count}: {names}", count=len(found), names=listed(found))
    return say("{count}", count=len(found)) if found else say("none")


def _size(kind: str, details: _Details) -> Saying:
    if kind == "too_long":
        return say("there must be at most {most}", most=details["max_length"])
    return say("there must be at least {least}", least=details["min_length"])


def _options(details: _Details) -> list[str]:
    """The literals that a field allows, as pydantic writes them: text in quotes."""
    return str(details["expected"]).replace(" or ", ", ").split(", ")


def _one_of(details: _Details) -> Saying:
    *others, last = [
        say("'{option}'", option=option.strip("'")) if option[:1] == "'" else option for option in _options(details)
    ]
    return either([listed(others), last] if others else [last])


_WORDS: dict[str, Callable[[_Details], Saying]] = {
    "bool_type": lambda _: say("it must be true or false"),
    "date_type": lambda _: say("it must be a date"),
    "dict_type": lambda _: say("it must be a mapping"),
    "finite_number": lambda _: say("it must be a finite number"),
    "float_type": lambda _: say("it must be a number"),
    "greater_than_equal": lambda details: say("it must be at least {least}", least=_bound(details["ge"])),
    "int_type": lambda _: say("it must be a whole number"),
    "less_than_equal": lambda details: say("it must be at most {most}", most=_bound(details["le"])),
    "list_type": lambda _: say("it must be a list"),
    "literal_error": lambda details: say("it must be {options}", options=_one_of(details)),
    "model_type": lambda _: say("it must be a mapping"),
    "model_attributes_type": lambda _: say("it must be a mapping"),
    "multiple_of": lambda details: say("it must be a multiple of {step}", step=_bound(details["multiple_of"])),
    "string_type": lambda _: say("it must be text"),
}
