"""Writes a new scenario file: a small playable one, or a copy of another."""

import re
from pathlib import Path
from string import Template

from game.files import write_new
from game.resources import find_scenario
from game.scenario.text.tree import written

_TEMPLATE = Template("""\
format: 1
id: $id
title: $title
calendar: {start: 1945-10-20, end: 1945-10-26}   # both days included
sides:                                           # exactly two; the first orders first
  nat: {name: Blue, colour: blue}
  com: {name: Red, colour: red, countryside: 50} # finds half its food where its people are
map:
  hex_km: 3                                      # from hex centre to hex centre
  rows:                                          # . open  h hills  ^ mountain  ~ marsh  w water
    - "...h^^"
    - "...hh^"
    - "....hh"
    - "......"
    - ".~...."
    - ".~~..."
  rivers: [{id: ford, name: Ford River, line: ["0104", "0604"]}]
  roads: [{id: highway, line: ["0301", crossing, "0306"]}]
  bridges: [{river: ford, on: highway}]
places:
  crossing: {name: Crossing, at: "0303", kind: town, held_by: com, value: 10}
countryside: {com: [{around: crossing, km: 6}]}
order_of_battle:
  - {id: blue-corps, name: Blue Corps, side: nat, commander: General Blue, group: blue, units: [
      {id: blue-1, name: 1st Division, type: infantry_division, men: 8000, guns: 12, at: "0306"},
      {id: blue-2, name: 2nd Division, type: infantry_division, men: 7000, guns: 12,
       arrives: {date: 1945-10-21, at: "0306"}}]}
  - {id: red-column, name: Red Column, side: com, commander: General Red, group: red, units: [
      {id: red-1, name: 1st Brigade, type: infantry_brigade, men: 4500, at: crossing},
      {id: red-2, name: 2nd Brigade, type: infantry_brigade, men: 4000, at: "0401"}]}
supply:
  sources:
    - {id: railhead, name: Railhead, side: nat, at: "0306", capacity: 30000}
    - {id: villages, name: Villages, side: com, at: "0301", capacity: 20000}
victory:
  favours: nat                                   # a positive score is good for this side
  terms: [{kind: hold, place: crossing, side: nat, points: 10}]
  levels: [{id: blue-wins, at: 10, name: Blue has the crossing}, {id: red-wins, name: Red has the crossing}]
objectives: {nat: [{place: crossing, weight: 10}], com: [{place: crossing, weight: 10}]}
""")
BLANK = _TEMPLATE.substitute(id="ford", title="The ford")
"""A scenario to start from. The guide, docs/scenarios.md, explains it part by part."""


def new_scenario(file: Path, copy_of: str | None = None) -> None:
    """Write a blank scenario, or a copy of a known one. Raises FileExistsError rather than overwrite anything."""
    text = find_scenario(copy_of).read_bytes() if copy_of else blank(file.stem).encode()
    write_new(file, text)


def blank(name: str) -> str:
    """The blank scenario with the id and the title that go with a file's name."""
    id = "-".join(re.findall("[a-z0-9]+", name.lower())) or "scenario"
    title = " ".join(re.findall("[^-_ ]+", name)) or "Scenario"
    title = title[0].upper() + title[1:]
    return BLANK if id == "ford" else _TEMPLATE.substitute(id=written(id), title=written(title))
