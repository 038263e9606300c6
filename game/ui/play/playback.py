"""Shows a timeline at a person's speed: on its own, step by step, or not at all."""

from game.ui.play.timeline import Moment, Timeline

PAUSES = {"slow": 1.5, "normal": 0.7, "fast": 0.25, "none": 0.0}
"""Seconds for which a moment is shown, by the setting for animation."""
_MARCH = 0.35
"""The share of that for a march: of a whole army's there are many, and each is quickly read off its line."""


class Playback:
    """Which moment is shown now."""

    def __init__(self, timeline: Timeline, speed: str) -> None:
        self.timeline = timeline
        self.speed = speed
        self.is_paused = False
        self.moment: Moment | None = None
        self._left = 0.0
        self._back = 0
        if speed == "none":
            timeline.skip()

    @property
    def is_over(self) -> bool:
        """Whether everything has been shown."""
        return self.timeline.is_over and self._left <= 0 and not self.is_paused

    @property
    def share(self) -> float:
        """How much of the present moment has passed, 0 to 1."""
        whole = self._pause
        return 1.0 if self.is_paused or not whole else min(1.0, 1 - self._left / whole)

    def update(self, seconds: float) -> bool:
        """Let time pass; whether another moment is shown."""
        if self.is_paused:
            return False
        self._left -= seconds
        if self._left > 0:
            return False
        return self._next()

    def _next(self) -> bool:
        self._back = 0
        moment = self.timeline.step()
        if moment is None:
            self._left = 0.0
            return False
        self.moment = moment
        self._left = self._pause
        return True

    @property
    def _pause(self) -> float:
        """Seconds for which the present moment is shown."""
        is_march = self.moment is not None and len(self.moment.way) > 1
        return PAUSES[self.speed] * (_MARCH if is_march else 1.0)

    def step(self) -> None:
        """The next moment, then wait."""
        self.is_paused = True
        if self._back > 0:
            self._back -= 1
            self.moment = self.timeline.past[-1 - self._back]
        elif not self._next() and self.timeline.is_over:
            self.is_paused = False

    def step_back(self) -> None:
        """The moment before, then wait."""
        self.is_paused = True
        if self._back < len(self.timeline.past) - 1:
            self._back += 1
            self.moment = self.timeline.past[-1 - self._back]

    def pause(self) -> None:
        """Stay with this moment, or go on from it."""
        if self.is_paused:
            self.go_on()
        else:
            self.is_paused = True

    def go_on(self) -> None:
        """Show the rest by itself."""
        self.is_paused = False
        self._left = 0.0

    def faster(self) -> str:
        """The next speed."""
        speeds = ("slow", "normal", "fast")
        self.speed = speeds[(speeds.index(self.speed) + 1) % len(speeds)] if self.speed in speeds else "normal"
        return self.speed

    def skip(self) -> None:
        """Show nothing more."""
        self.timeline.skip()
        self.is_paused, self._left = False, 0.0
