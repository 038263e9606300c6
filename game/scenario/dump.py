"""Writes a scenario back: models to YAML text that loads to the same scenario."""

import re
from io import StringIO
from typing import Any

import yaml
from pydantic import BaseModel

from game.scenario.schema import Spec
from game.scenario.schema_map import Area
from game.scenario.schema_types import Text, rank
from game.scenario.yaml_marks import CORE

_LINE = 120
_INLINE = 100  # a mapping or list that fits in so many characters stays on one line


class _Dumper(yaml.SafeDumper):
    """Quotes exactly what our reader would otherwise not read as text."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 - the name and type that PyYAML looks for

    def ignore_aliases(self, data: Any) -> bool:
        return True


for _tag, _pattern, _ in CORE:
    _whole = re.compile(f"(?:{_pattern.pattern})\\Z")
    _Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", _whole, None)


def dump(spec: Spec) -> str:
    """A scenario file's text. Defaults are left out; comments and layout of an earlier file are not kept."""
    dumper = _Dumper(StringIO(), sort_keys=False)
    node = dumper.represent_data(to_plain(spec))
    _lay_out(node)
    text: str = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=_LINE)
    return text


def to_plain(value: Any) -> Any:
    """Models as a person would write them: defaults left out, short forms, sources last."""
    if isinstance(value, Text) and not value.zh:
        return value.en
    if isinstance(value, Area) and not value.km:
        return to_plain(value.around)
    if isinstance(value, BaseModel):
        return _fields(value)
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    return [to_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _fields(model: BaseModel) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, field in sorted(type(model).model_fields.items(), key=lambda item: rank(item[0])):
        value = getattr(model, name)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            plain[name] = to_plain(value)
    return plain | {name: to_plain(value) for name, value in (model.model_extra or {}).items()}


def _lay_out(node: Any) -> int:
    """Put what is short on one line, but the map's rows each on its own; returns the length on one line."""
    if isinstance(node, yaml.ScalarNode):
        return len(node.value) + 2
    pairs = node.value if isinstance(node, yaml.MappingNode) else [(item,) for item in node.value]
    length = 2 + sum(2 + _lay_out(part) for pair in pairs for part in pair)
    node.flow_style = length <= _INLINE
    for pair in node.value if isinstance(node, yaml.MappingNode) else ():
        if pair[0].value == "rows":
            node.flow_style = pair[1].flow_style = False
            for row in pair[1].value:
                row.style = '"'
    return length
