"""The words of the editor, and what the parts of a scenario file are called in a language."""

import re
from typing import Any

from game.editor.fields import Field
from game.scenario.problems import Path, Problem
from game.scenario.rules import standard_rules
from game.scenario.schema.types import Text as Named
from game.session.words.text import Texts
from game.ui.keys import told_key

_KEY = re.compile("`([a-z_]+)`")


class Said:
    """The words of the editor in one language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self.lang = texts.lang
        self._fields: dict[str, str] = texts.entry("window.editor.fields")
        self._values: dict[str, dict[str, str]] = texts.entry("window.editor.values")

    def __call__(self, key: str, **fields: object) -> str:
        return self._texts.say(f"window.editor.{key}", **fields)

    def about(self, field: Field) -> str:
        """What a field means."""
        return self._texts.of_schema.get(field.about, field.about)

    def hint(self, field: Field) -> str:
        """What a field means, and the key by which the file and its reference call it."""
        return self("in_file", about=self.about(field), name=field.name)

    def _is_called_by(self, key: str, above: Path = ()) -> bool:
        return self.field(key, above) in (key, key.replace("_", " "))

    def problem(self, problem: Problem) -> str:
        """What is wrong, and what to do about it; keys with what they are called in the form."""
        return _KEY.sub(self._key_and_name, problem.words.told(self._texts.of_problems))

    def _key_and_name(self, found: re.Match[str]) -> str:
        is_plain = found[1] not in self._fields or self._is_called_by(found[1])
        return found[0] if is_plain else self("key_and_name", field=found[0], name=self.field(found[1]))

    def complaint(self, error: Exception) -> str:
        """What an error says."""
        return self._texts.complaint(error)

    def field(self, name: object, above: Path = ()) -> str:
        """What a field is called; ``above`` is where it stands, which may give it another name."""
        keys = [f"{step}.{name}" for step in reversed(above) if isinstance(step, str)]
        return next((self._fields[key] for key in (*keys, str(name)) if key in self._fields), str(name))

    def key(self, name: str) -> str:
        """A key as people write it."""
        return told_key(name, self._texts.entry("window.key_names"))

    def name(self, thing: Any, otherwise: object = "") -> str:
        """What a thing of the file is called."""
        found = thing.get("name", thing.get("title")) if isinstance(thing, dict) else None
        if isinstance(found, dict):
            found = (found.get("zh") if self.lang == "zh" else None) or found.get("en")
        known = thing.get("id") or self.meaning("kind", thing.get("kind")) if isinstance(thing, dict) else None
        return str(found or known or otherwise)

    def rule(self, named: Named) -> str:
        """A name from the rules."""
        return named.both[self.lang == "zh"]

    def meaning(self, field: object, value: object) -> str | None:
        """What a value of a field means, itself where it is a word of its own that needs no telling."""
        return self._values.get(str(field), {}).get(str(value)) or (None if value is None else str(value))

    def choice(self, field: object, value: Any, thing: Any = None) -> str:
        """A value of a drop-down: as the file writes it, and what it means or stands for."""
        meaning = self.meaning(field, value)
        if meaning not in (None, str(value)):
            return f"{value} ({meaning})"
        if isinstance(value, bool):
            return "true" if value else "false"
        if value == []:
            return self("ask.as_list")
        rules = standard_rules()
        for table in (rules.types, rules.cliques, rules.terrains, rules.weather):
            if thing is None and value in table:
                return f"{value} ({self.rule(table[value].name)})"
        name = self.name(thing, value)
        return f"{name} ({value})" if name != value else str(value)
