"""What the map shows beside the pointer, and over it while others order."""

from collections.abc import Callable

import pygame

from game.core.authority import refuse_unit
from game.core.orders import Attack
from game.core.state import U
from game.ui.context import Ui
from game.ui.counters.fan import Fan, draw_fan, fan_out
from game.ui.counters.look import look
from game.ui.paper.notice import Notice, draw_notice
from game.ui.play.far import Beyond, FarHint
from game.ui.play.flow import Flow, Stage
from game.ui.play.hints import AttackHint, MarchHint, Reach, attack_hint, march_hint
from game.ui.play.journeys import Journeys, TrainHint
from game.ui.play.map_area import MapArea
from game.ui.play.marks import (
    attack_words,
    draw_plate,
    draw_reach,
    draw_target,
    draw_task,
    draw_way,
    far_words,
    march_words,
    train_words,
)
from game.ui.play.table import Table

Hint = MarchHint | AttackHint | TrainHint | FarHint


class PointerHints:
    """Follows the pointer over the map and keeps what it worked out until something changes."""

    def __init__(self, ui: Ui, table: Table, map: MapArea, planned: Callable[[int], Attack | None]) -> None:
        self.ui, self.table, self.map, self.planned = ui, table, map, planned
        self.days = 0
        """Days of march whose reach is shown; 0 for the present watch."""
        self._reach: tuple[object, Reach | Journeys | None] = (None, None)
        self._beyond: tuple[object, Beyond | None] = (None, None)
        self._hint: tuple[object, Hint | None] = (None, None)
        self._resting: tuple[int, int] | None = None
        """Where the pointer was left while others ordered; until it moves nothing is asked of the hex below it."""
        self._shown = 0
        """How often others had ordered when this was last drawn: a quick phase is over before it could be."""
        self._fan: Fan | None = None
        self._fan_of: object = None

    def update(self, seconds: float) -> bool:
        """Whether the pointer is over another hex."""
        ui, table = self.ui, self.table
        over = ui.is_over_widget(ui.pointer)
        hex = -1 if over or self.map.is_dragged else self.map.hex_at(ui.pointer)
        fanned = self._fan_out(hex)
        if fanned and self._fan is not None and self.unit_at(ui.pointer) >= 0:
            hex = self._fan.hex
        moved = self._resting is not None and self._resting != ui.pointer
        if moved:
            self._resting = None
        changed = moved or (hex, fanned) != (table.hex, self._fan_of)
        table.hex, self._fan_of = hex, fanned
        return changed

    def unit_at(self, point: tuple[int, int]) -> int:
        """The unit of a stack that is fanned out under a point of the window, -1 for none."""
        return -1 if self._fan is None else self._fan.unit_at(self.map.local(point))

    def _fan_out(self, hex: int) -> object:
        """Fan out the stack under the pointer, unless a way to its hex is being looked for; what it depends on."""
        table, camera = self.table, self.map.camera
        fan = self._fan
        may_stay = hex >= 0 and table.target < 0  # it would lie over a target beside it
        if fan is not None and may_stay and fan.reach.collidepoint(self.map.local(self.ui.pointer)):
            hex = fan.hex
        own = table.own_units()
        here = {int(table.view.units[U.HEX, unit]) for unit in own}
        stack = table.units_at(hex) if hex >= 0 and (not own or hex in here) else []
        if len(stack) < 2:
            self._fan = None
            return None
        key = (hex, tuple(stack), camera, table.version)
        if fan is None or key != self._fan_of:
            board = self.map.board
            looks = [
                (unit, look(board.world, table.view, unit, table.view.day, board.lang, table.ready)) for unit in stack
            ]
            self._fan = fan_out(camera, hex, looks, self.ui.px(46))
        return key

    def reach(self) -> Reach | Journeys | None:
        """Where the first selected unit can march, or go by train if asked for; None where it may not at all."""
        own = self.table.own_units()
        key = (self.table.version, own[:1], self.days)
        if self._reach[0] != key:
            view, world = self.table.view, self.table.session.world
            may = bool(own) and refuse_unit(world, view, self.table.eyes, own[0]) is None
            by_train = Journeys(world, view, own[0]) if self.table.by_train and may else None
            self._reach = key, by_train or (Reach(world, view, own[0], self.days) if may else None)
        return self._reach[1]

    def hint(self) -> Hint | None:
        """The march, attack or journey that a right click would order, or why there is none."""
        table = self.table
        hex = table.hex if table.hex >= 0 else table.target
        key = (table.version, hex, self.planned(hex))
        if self._hint[0] != key:
            self._hint = key, self._made(hex)
        return self._hint[1]

    def _made(self, hex: int) -> Hint | None:
        table, own = self.table, self.table.own_units()
        if hex < 0 or not own:
            return None
        reach = self.reach()
        if isinstance(reach, Journeys):
            return reach.hint(hex)
        attack = attack_hint(table.session.world, table.view, own, hex, self.planned(hex))
        if attack is not None:
            return attack
        if self.days:
            return None
        march = march_hint(reach, hex) if reach is not None else None
        return march or self._far(own, hex)

    def _far(self, own: tuple[int, ...], hex: int) -> FarHint | None:
        """Why the first selected unit cannot march to a hex where no selected unit stands."""
        table = self.table
        if hex in table.view.units[U.HEX, list(own)].tolist():
            return None
        key, beyond = (table.version, own[0]), self._beyond[1]
        if beyond is None or self._beyond[0] != key:
            beyond = Beyond(table.session.world, table.view, own[0])
            self._beyond = key, beyond
        return beyond.hint(hex)

    def draw(self, on: pygame.Surface, flow: Flow, notice: Notice, free: pygame.Rect) -> None:
        """Reach, way, target and words; while others order what they do. ``free`` is the map without panels on top."""
        area = self.map.area
        board = on.subsurface(area)
        palette, camera = self.map.board.palette, self.map.camera
        if flow.stage is Stage.OTHERS or flow.shown != self._shown:
            self._resting, self._shown = self.ui.pointer, flow.shown
        if flow.stage is Stage.OTHERS:
            self._draw_moment(board, flow)
        else:
            self._draw_orders(board)
        if self._fan is not None and flow.stage is not Stage.OTHERS:
            draw_fan(board, self._fan, self.map.board.artist, palette, self.table.units)
        if flow.stage is Stage.ORDERS and self.table.target >= 0:
            draw_target(board, camera, self.table.target, palette.window["accent"])
        edge = self.ui.px(14)
        high = notice.draw(on, self.ui, free.move(0, edge))
        if flow.stage is Stage.OTHERS and flow.playback and flow.playback.moment:
            below = max(high + 2 * edge, self.ui.px(52))
            draw_notice(on, self.ui, flow.playback.moment.words, free.move(0, below))

    def _draw_task(self, board: pygame.Surface) -> None:
        """The goal of the task that the selected formation, or that of the selected unit, has been given."""
        table = self.table
        formation, goal = table.task()
        if goal >= 0:
            units = table.view.units
            starts = units[U.HEX][(units[U.FORMATION] == formation) & (units[U.HEX] >= 0)].tolist()
            draw_task(board, self.map.camera, set(starts), goal, self.map.board.palette.overlay[0])

    def _draw_orders(self, board: pygame.Surface) -> None:
        palette, camera, table = self.map.board.palette, self.map.camera, self.table
        self._draw_task(board)
        reach, hint = self.reach(), self.hint()
        if isinstance(reach, Reach) and not self.days:
            draw_reach(board, camera, reach, self.map.board)
        lines: list[str] = []
        if isinstance(hint, MarchHint):
            start = int(table.view.units[U.HEX, hint.unit])
            colour = palette.accent if hint.refusal is None else palette.state["unknown"]
            draw_way(board, camera, start, hint.path, (colour, palette.card["line"]))
            lines = march_words(self.ui, table.words, hint, guard=table.session.guard)
        elif isinstance(hint, TrainHint):
            if hint.path:
                start = int(table.view.units[U.HEX, hint.order.unit])
                draw_way(board, camera, start, hint.path, (palette.accent, palette.card["line"]))
            lines = train_words(self.ui, table.words, hint, guard=table.session.guard)
        elif isinstance(hint, FarHint):
            lines = far_words(self.ui, table.words, hint)
        elif isinstance(hint, AttackHint):
            inks = palette.window["accent"], palette.card["line"]
            for unit in hint.order.units:
                start = int(table.view.units[U.HEX, unit])
                draw_way(board, camera, start, (hint.order.target,), inks, is_attack=True)
            lines = attack_words(self.ui, table.words, hint, is_target=table.target == hint.order.target)
        if lines and table.hex >= 0 and self._resting is None:
            above = board.get_rect()
            above.height -= self.map.foot  # where buttons lie
            draw_plate(board, self.ui, lines, self.map.local(self.ui.pointer), above)

    def _draw_moment(self, board: pygame.Surface, flow: Flow) -> None:
        playback = flow.playback
        moment = playback.moment if playback else None
        if playback is None or moment is None:
            return
        palette, camera = self.map.board.palette, self.map.camera
        if len(moment.way) > 1:
            shown = 1 + max(1, round(playback.share * (len(moment.way) - 1)))
            colour = palette.sides[moment.whose].light
            draw_way(board, camera, moment.way[0], moment.way[1:shown], (colour, palette.card["line"]))
        else:
            draw_target(board, camera, moment.hex, palette.accent)
