"""The panels that list: the order of battle and the chronicle."""

from collections.abc import Sequence

from game.ui.content import log, tree
from game.ui.content.rows import Change, Row
from game.ui.panels.prose_panel import FloatingPanel, ProsePanel
from game.ui.situation import Situation
from game.ui.wishes import Wish


class OrderOfBattle(FloatingPanel):
    """The tree of both sides, with search."""

    name = "order_of_battle"
    has_field = True

    def field_words(self) -> str:
        """What can be found."""
        return str(self.ui.texts.say("panels.tree.search"))

    def rows(self, situation: Situation) -> Sequence[Row]:
        """The tree, or what was found."""
        return tree.tree_rows(situation, self.typed, self.put_away)

    def change(self, situation: Situation, change: Change) -> Wish | None:
        """Fold or unfold a formation."""
        self.put_away ^= {change.to}
        return None


class ChronicleLog(ProsePanel):
    """The chronicle along the lower edge."""

    def rows(self, situation: Situation) -> Sequence[Row]:
        """The days, the newest first."""
        return log.log_rows(situation, self.put_away)

    def change(self, situation: Situation, change: Change) -> Wish | None:
        """Show or hide a topic."""
        self.put_away ^= {change.to}
        return None
