"""What other programs take for a comparable thing, on one core of the same kind of machine.

Other games do other work, so these say which order of magnitude is usual, not who is better.
"""

from typing import NamedTuple


class Peer(NamedTuple):
    """A figure of another program, and the measurement of ours to read it beside."""

    beside: str
    program: str
    case: str
    figure: str


PEERS = (
    Peer("reach", "plain Python", "64 by 36 hexes, 100 units", "59–90 µs"),
    Peer("reach", "NumPy", "the same", "144–333 µs"),
    Peer("reach", "SciPy csgraph", "the same", "21–41 µs, and 590 µs to build the graph"),
    Peer("reach", "C, bucket queue", "the same", "3.9 µs"),
    Peer("supply", "plain Python", "64 by 36 hexes, a flood from 6 sources", "760 µs"),
    Peer("supply", "NumPy", "the same", "1,340 µs"),
    Peer("supply", "SciPy csgraph", "the same", "49 µs, and 290 µs to build the graph"),
    Peer("supply", "C, bucket queue", "the same", "13 µs"),
    Peer("order", "OpenSpiel chess (C++)", "a random move", "5 µs"),
    Peer("order", "python-chess", "a random move", "29–38 µs"),
    Peer("order", "Rally-the-Troops Waterloo (Node)", "a random action", "60–70 µs"),
    Peer("order", "PettingZoo chess", "a random move", "700–800 µs"),
    Peer("unit-turn", "Atlatl (Python)", "625 hexes, 100 units", "at least 1,200 µs"),
    Peer("unit-turn", "Battle for Wesnoth 1.16 (C++)", "about 10 units", "4,000–5,000 µs"),
    Peer("unit-turn", "Battle for Wesnoth 1.16 (C++)", "about 40 units", "15,000–21,000 µs"),
    Peer("unit-turn", "Freeciv 3.0 (C)", "about 200 units and cities", "2,500 µs (a turn is 500 ms)"),
)
