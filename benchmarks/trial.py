"""A game whose every step is checked, and steps as JSON."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

import game
from benchmarks import invariants
from game.core import engine
from game.core.orders import ORDER_TYPES, EndPhase, Order
from game.core.refusal import IllegalOrder
from game.core.state import GameState
from game.session.replay import branch, resume
from game.session.saves.save import read_save

UNDO = "undo"
REDO = "redo"
Step = Order | str
"""An order, `UNDO` or `REDO`."""


class Trial:
    """One game whose every step is checked. ``steps`` remembers them, the refused ones too."""

    def __init__(self, scenario: game.Scenario, seed: int, folder: Path) -> None:
        self.path = folder / "fuzz.game"
        self.path.unlink(missing_ok=True)
        self._folder = folder
        self.session = game.Session(scenario, (None, None), seed, self.path)
        self.session.guard = False
        self.steps: list[Step] = []
        self.told: Counter[str] = Counter()
        """Orders carried out by type, refusals by reason, events by type."""
        self._twin = engine.resume(scenario.world, self.state, seed)
        self._check_phase()

    @property
    def state(self) -> GameState:
        return self.session.turn.state

    def take(self, step: Step) -> None:
        """Take a step and check everything. Raises AssertionError, or whatever the game raises."""
        self.steps.append(step)
        if not isinstance(step, str):
            self._order(step)
        elif step == UNDO:
            self._undo()
        else:
            self.session.redo()
            self._begin_twin()
        invariants.check_position(self.session.world, self.state)
        invariants.check_views(self.session.world, self.state)

    def _order(self, order: Order) -> None:
        world, before, told = self.session.world, self.state.copy(), len(self.session.turn.events)
        refusal = self.session.check(order)
        try:
            events = self.session.submit(order)
        except IllegalOrder as error:
            assert error.refusal == refusal, f"check said {refusal}, submit {error.refusal}"
            assert invariants.same(before, self.state), f"a refused order changed {before.first_difference(self.state)}"
            assert len(self.session.turn.events) == told, "a refused order makes no event"
            self.told[error.refusal.reason.name] += 1
            return
        assert refusal is None, f"submit carried out what check refuses: {refusal}"
        self.told.update([type(order).__name__, *(type(event).__name__ for event in events)])
        invariants.check_order_form(world, order)
        invariants.check_stacking(world, before, self.state)
        engine.submit(self._twin, order)
        if isinstance(order, EndPhase):
            self._check_phase()

    def _undo(self) -> None:
        """Take the last order back; given again it makes the same position."""
        after, events = self.state.copy(), list(self.session.turn.events)
        record = self.session.undo()
        assert self.session.turn.events == events[: record.first], "undo leaves the events before the order"
        self.session.redo()
        assert invariants.same(self.state, after) and self.session.turn.events == events, "redo brings the order back"
        self.session.undo()
        self._begin_twin()

    def _begin_twin(self) -> None:
        """A game resumed from the position runs beside this one until the next phase ends."""
        self._twin = engine.resume(self.session.world, self.state, self.session.seed)

    def _check_phase(self) -> None:
        difference = self._twin.state.first_difference(self.state)
        assert difference is None, f"a resumed game differs in {difference}"
        for ours, fresh in zip(self.session.turn.home, self._twin.home, strict=True):
            assert np.array_equal(ours, fresh), "a resumed game knows the same ways home"
        invariants.check_events(self.session.start, self.session.turn)
        invariants.check_snapshot(self.session.start, self.state)
        self._begin_twin()

    def check_thoroughly(self) -> None:
        """What takes longer: every order called legal is, and the save leads to the same game."""
        for order in self.session.legal():
            refusal = self.session.check(order)
            assert refusal is None, f"{order} is listed as legal, and refused: {refusal}"
        loaded = resume(read_save(self.path))
        assert invariants.same(loaded.turn.state, self.state), "the save leads to the position"
        assert loaded.turn.events == self.session.turn.events, "the save leads to the events"

    def check_players(self) -> None:
        """A game of greedy on this board goes on from the save of any day as if it had never stopped."""
        path = self._folder / "greedy.game"
        path.unlink(missing_ok=True)
        whole = game.Session(self.session.scenario, ("greedy", "greedy"), self.session.seed, path)
        _finish(whole)
        middle = (whole.start.day + whole.turn.state.day + 1) // 2  # it can have ended early
        rest = branch(read_save(path), middle)
        _finish(rest)
        difference = rest.turn.state.first_difference(whole.turn.state)
        assert difference is None, f"greedy taken up on day {middle} plays otherwise: the end differs in {difference}"


def _finish(session: game.Session) -> None:
    for _ in session.play():
        pass


def step_to_data(step: Step) -> str | dict[str, Any]:
    """A step as JSON; indices stay as they are, since fuzzed ones have no name."""
    return step if isinstance(step, str) else {"order": type(step).__name__, **asdict(step)}


def step_from_data(data: str | dict[str, Any]) -> Step:
    if isinstance(data, str):
        return data
    types = {cls.__name__: cls for cls in ORDER_TYPES}
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    order: Order = types[str(fields.pop("order"))](**fields)
    return order
