"""Railways as a formation that is to wreck one sees them."""

from game.core.intents.intent import Intent
from game.players.outlook import Outlook


def stretch(outlook: Outlook, intent: Intent) -> list[int]:
    """The hexes of the railway to be wrecked: from one end to the other, or one hex."""
    if intent.as_far_as < 0:
        return [intent.hex]
    rails = outlook.atlas.rails
    before = {intent.hex: -1}
    queue = [intent.hex]
    for here in queue:
        if here == intent.as_far_as:
            break
        for _, _, there in rails.get(here, ()):
            if there not in before:
                before[there] = here
                queue.append(there)
    found = [intent.as_far_as if intent.as_far_as in before else intent.hex]
    while before[found[-1]] >= 0:
        found.append(before[found[-1]])
    return found


def whole_links(outlook: Outlook, line: list[int]) -> dict[int, list[int]]:
    """For each hex of a stretch the directions in which its railway is whole: along it, or any of a single hex."""
    wrecked, rails = outlook.wrecked, outlook.atlas.rails
    found: dict[int, list[int]] = {}
    for here in line:
        for direction, link, there in rails.get(here, ()):
            if link not in wrecked and (there in line or len(line) == 1):
                found.setdefault(here, []).append(direction)
    return found
