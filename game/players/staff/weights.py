"""The staff's table of weights: all that it weighs by taste, and the three strengths. `hebei arena` judges any change.

Ratios, shares and chances are per mille; distances are 0.1 km, times hours of a march on foot by the day of it.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Weights:
    """What a staff of some strength weighs; docs/staff.md prints the table."""

    # how far it looks
    near_km10: int = 100
    """Within this distance a force counts in full, 0.1 km."""
    contact_km10: int = 200
    """An enemy this near makes a formation look to its safety, 0.1 km."""
    far_km10: int = 300
    """Beyond this distance a force does not count, 0.1 km."""
    on_the_way: int = 150
    """The longest detour that still counts as the way to an aim, 0.1 km."""
    ghost_days: int = 6
    """Days for which an enemy out of sight counts, less each day."""
    sees_rings: bool = True
    """Whether it watches its supply corridors."""
    cuts_lines: bool = True
    """Whether it goes for the enemy's supply corridors."""
    revises: bool = True
    """Whether it makes a new plan during the day when the picture changes."""

    # its own safety
    shut_days: int = 600
    """A corridor is in danger if the enemy can shut it in less, per mille of a day's march."""
    outmatched: int = 700
    """Balance of forces below which a formation in danger falls back, per mille."""
    beaten: int = 380
    """Balance below which any formation falls back from open ground, per mille."""
    safe_again: int = 250
    """How far the balance must rise before a formation that fell back stands again, per mille."""
    hungry: int = 500
    """Stock below which an undersupplied formation goes back to be fed, per mille."""
    fed: int = 750
    """Stock with which it returns, per mille."""
    weighs_exits: bool = False
    """Whether it reckons with the queue at a lift and the enemies on the way, not only with the distance."""
    queue_days: int = 0
    """Longest wait at the lift for formations whose turn it is to leave, in days."""
    starving: int = 450
    """Stock below which an encircled formation breaks out, per mille."""

    # what it goes for
    objective: int = 12
    """Victory points that one point of an objective's weight is worth."""
    prize: int = 400
    """Share of an enemy group's men that it hopes to destroy, per mille."""
    any_men: int = 300
    """Enemy men worth one point where no objective counts them."""
    great: int = 150
    """Points that make a place great: worth going hungry for, taken with twice the force."""
    garrisoned: int = 150
    """The same to hold a place: it gets twice the garrison, and part of it stays when the others sally."""
    exits: int = 0
    """Share of a month's room on a lift that counts in the worth of its port, to either side, per mille."""
    spared: int = 0
    """Share of the points for men spared that goes to the place where they must stand, per mille."""
    unmet: int = 700
    """Share of all unmet enemies that is expected where their people live, half elsewhere, per mille."""
    unmet_fades: bool = False
    """Whether it expects fewer unmet enemies from the middle of the campaign on, and in the end none."""
    marches: int = 0
    """Days of march from beyond which nobody is sent for a place; 0 for any."""
    stick: int = 1250
    """Worth of an aim it has already, against a new one, per mille."""
    committed: int = 0
    """How much shorter the march to an aim counts for formations already on it, per mille of the march."""
    goes_on: int = 0
    """How much less than the required ratio is enough to continue a fight, per mille of the ratio."""
    hope: int = 450
    """Chance of success below which it attempts nothing, per mille."""
    care: int = 450
    """The same if losing or saving any of the men involved is worth points, per mille."""
    enough: int = 1900
    """Ratio of forces that is enough, so that it sends nobody else, per mille."""
    enough_to_hold: int = 1200
    """The same to hold a place, per mille."""
    posture: int = 1300
    """Factor by which defending is assumed to multiply power, per mille."""
    exposed: int = 1300
    """Worth of an enemy whose corridor is narrow, against another, per mille."""

    # whom it trusts and woos
    wavering: int = 550
    """Loyalty below which one of its own formations is paid and visited, per mille."""
    doubtful: int = 330
    """Loyalty below which the commander of an encircled formation is replaced, per mille."""

    # how it fights
    odds: int = 560
    """Chance of success required of an attack, per mille."""
    sally: int = 1150
    """Balance with which the holders of a place strike at the enemy before it, per mille."""
    keeps: int = 0
    """Share of a great place's garrison that stays in it during a sally, per mille."""
    advance: int = 850
    """Balance below which formations on the way to a place stop and dig in, per mille."""
    gathered: int = 1100
    """Ratio of forces at hand with which it strikes; with less it gathers first, per mille."""
    overwhelms: int = 2000
    """Ratio of forces at the rally with which it strikes before the others come, per mille."""
    storm: int = 1200
    """Ratio of forces with which it storms an encircled enemy and does not wait for hunger, per mille."""
    rings: int = 2500
    """Ratio of forces at hand with which it completes the encirclement before it strikes, per mille."""
    relief: int = 500
    """Ratio to the enemy round a pocket that a relief force must have, per mille."""
    seal: int = 650
    """Ratio to the enemy at a corridor that the formation sealing it must have, per mille."""
    spread_km10: int = 150
    """How far formations may be ahead of others with the same aim, 0.1 km."""


_BOLD = replace(
    Weights(),
    revises=False,
    odds=250,
    enough=1100,
    enough_to_hold=500,
    weighs_exits=True,
    exits=2000,
    spared=250,
    queue_days=30,
    keeps=500,
    committed=300,
    goes_on=250,
    unmet_fades=True,
    marches=8,
    garrisoned=100,
)

LEVELS = {
    "staff-easy": replace(Weights(), sees_rings=False, cuts_lines=False, ghost_days=2),
    "staff": _BOLD,
    "staff-hard": replace(_BOLD, prize=800, any_men=600, care=700),
}
"""The strengths by the name of the player."""

HISTORY = Weights()
"""Of `historical` where it improvises; the tracks were calibrated with them."""
