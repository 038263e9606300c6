"""What a staff's plan is: intents with their reasons, and what is remembered of how they came about."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from game.core.intents.intent import Intent
from game.players.staff.appraise import Body
from game.players.staff.reasons import Why


@dataclass
class Plan:
    """Intents with their reasons, and what is remembered of how they came about."""

    intents: dict[int, Intent] = field(default_factory=dict)
    """By formation."""
    detached: dict[int, Intent] = field(default_factory=dict)
    """By unit: those who have a task of their own."""
    reasons: dict[int, Why] = field(default_factory=dict)
    unit_reasons: dict[int, Why] = field(default_factory=dict)
    aims: dict[int, str] = field(default_factory=dict)
    """Formation -> key of the aim that it goes for."""
    falling: list[int] = field(default_factory=list)
    """Formations that fall back."""

    def settle(self, body: Body, intent: Intent, why: Why) -> None:
        """Give a formation its intent."""
        self.intents[body.formation] = intent
        self.reasons[body.formation] = why

    def detach(self, units: Iterable[int], intent: Intent, why: Why) -> None:
        """Give units an intent of their own."""
        for unit in units:
            self.detached[unit] = intent
            self.unit_reasons[unit] = why
