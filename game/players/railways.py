"""Railways as a formation that is to wreck one sees them."""

from game.core.board import Edge
from game.core.intents import Intent
from game.core.state import Rail
from game.players.outlook import Outlook


def stretch(outlook: Outlook, intent: Intent) -> list[int]:
    """The hexes of the railway to be wrecked: from one end to the other, or one hex."""
    edges = outlook.world.board.edges
    before = {intent.hex: -1}
    queue = [intent.hex]
    for here in queue:
        if here == intent.as_far_as:
            break
        for direction in range(6):
            there = int(edges[Edge.NEIGHBOUR, here, direction])
            if edges[Edge.RAIL, here, direction] >= 0 and there not in before:
                before[there] = here
                queue.append(there)
    found = [intent.as_far_as if intent.as_far_as in before else intent.hex]
    while before[found[-1]] >= 0:
        found.append(before[found[-1]])
    return found


def whole_links(outlook: Outlook, line: list[int]) -> dict[int, list[int]]:
    """For each hex of a stretch the directions in which its railway is whole: along it, or any of a single hex."""
    edges, wrecked = outlook.world.board.edges, outlook.view.rails[Rail.WRECKED]
    found: dict[int, list[int]] = {}
    for here in line:
        for direction in range(6):
            link, there = int(edges[Edge.RAIL, here, direction]), int(edges[Edge.NEIGHBOUR, here, direction])
            if link >= 0 and not wrecked[link] and (there in line or len(line) == 1):
                found.setdefault(here, []).append(direction)
    return found
