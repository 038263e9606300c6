"""The bar at the upper edge of the play screen."""

from collections.abc import Sequence

from game.ui.content import top
from game.ui.content.rows import Row
from game.ui.keys import Action
from game.ui.panels.prose_panel import ProsePanel
from game.ui.situation import Situation


class TopBar(ProsePanel):
    """The bar at the upper edge."""

    is_bar = True

    def rows(self, situation: Situation) -> Sequence[Row]:
        """One row."""
        keys = {"order_of_battle": Action.ORDER_OF_BATTLE, "report": Action.REPORT, "talks": None, "help": Action.HELP}
        hints = {
            name: (self.ui.say(f"panels.{name}"), self.ui.hint(f"panels.{name}", key)) for name, key in keys.items()
        }
        hints["menu"] = self.ui.say("panels.menu"), self.ui.say("panels.menu_tip")
        return top.top_rows(situation, hints)
