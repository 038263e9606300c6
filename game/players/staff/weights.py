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
    """Enemies who are so near make a formation look to its safety, 0.1 km."""
    far_km10: int = 300
    """Beyond it a force does not count, 0.1 km."""
    on_the_way: int = 150
    """A detour that still counts as the way to an aim, 0.1 km."""
    ghost_days: int = 6
    """Days for which an enemy out of sight counts, each day less."""
    sees_rings: bool = True
    """Whether it watches the corridors by which formations are fed."""
    cuts_lines: bool = True
    """Whether it goes for the enemy's corridors."""
    revises: bool = True
    """Whether it makes a new plan during the day when the picture changes."""

    # its own safety
    shut_days: int = 600
    """A corridor that the enemy can shut in less is in danger, per mille of a day's march."""
    outmatched: int = 700
    """Balance of forces below which a formation in danger falls back, per mille."""
    beaten: int = 380
    """Balance below which it falls back from open ground in any case, per mille."""
    safe_again: int = 250
    """What balance must rise by before a formation that fell back stands again, per mille."""
    hungry: int = 500
    """Stock below which a formation that too little reaches goes back to be fed, per mille."""
    fed: int = 750
    """Stock with which it comes again, per mille."""
    weighs_exits: bool = False
    """Whether it reckons with the queue at a lift and with enemies before it, and not with the way alone."""
    queue_days: int = 0
    """Days for which those whose turn it is to leave may have to wait at the lift."""
    lost: int = 0
    """Balance of all forces known below which those who count as saved leave by a lift, per mille."""
    starving: int = 450
    """Stock below which those in a ring break out, per mille."""

    # what it goes for
    objective: int = 12
    """Points of victory that a point of an objective's weight is worth."""
    prize: int = 400
    """Share of an enemy group's men that it hopes to destroy, per mille."""
    any_men: int = 300
    """Men of an enemy who is nobody's objective that are worth a point."""
    great: int = 150
    """Points from which a place is worth going hungry for, and is taken with twice the force."""
    garrisoned: int = 150
    """The same to hold a place: it gets its garrison before anybody leaves by a lift."""
    exits: int = 0
    """Share of the men whom a lift of the enemy's has room for in a month that taking it should keep, per mille."""
    spared: int = 0
    """Share of the points for men spared that the place where they have to stand is worth, per mille."""
    unmet: int = 700
    """Share of all enemies whom nobody has met that is expected where their people live, half elsewhere, per mille."""
    garrison: int = 0
    """Share of all enemies whom nobody has met against whom a great place of its own is held, per mille."""
    unmet_fades: bool = False
    """Whether it expects fewer of them from half of the campaign on, and in the end nobody."""
    marches: int = 0
    """Days of march from beyond which nobody is sent for a place; 0 for any."""
    stick: int = 1250
    """What an aim is worth that it has already, per mille."""
    committed: int = 0
    """How much shorter the march to an aim counts for those who go for it already, per mille of it."""
    goes_on: int = 0
    """How much less than the ratio asked is enough to go on with a fight, per mille of it."""
    hope: int = 450
    """Chance of success below which it does not go for anything, per mille."""
    care: int = 450
    """The same where any of those who could go are points once they are lost, or saved, per mille."""
    enough: int = 1900
    """Ratio of forces with which it sends nobody else, per mille."""
    enough_to_hold: int = 1200
    """The same to hold a place, per mille."""
    posture: int = 1300
    """What the defence is taken to add, per mille."""
    exposed: int = 1300
    """What an enemy whose corridor is narrow is worth, per mille."""

    # whom it trusts and woos
    wavering: int = 550
    """Loyalty below which an own formation is paid and visited, per mille."""
    doubtful: int = 330
    """Loyalty below which the commander of one in a ring is replaced, per mille."""

    # how it fights
    odds: int = 560
    """Success asked of an attack, per mille."""
    sally: int = 1150
    """Balance with which those who hold a place strike at the enemy before it, per mille."""
    keeps: int = 0
    """Share of what a great place needs that stays in it meanwhile, per mille."""
    advance: int = 850
    """Balance below which formations on the way to a place stop and dig in, per mille."""
    gathered: int = 1100
    """Ratio of forces at hand with which it strikes; with less it gathers first, per mille."""
    overwhelms: int = 2000
    """Ratio of forces at the rally with which it strikes though others are still to come, per mille."""
    storm: int = 1200
    """Ratio of forces with which it storms an enemy in a ring and does not wait for hunger, per mille."""
    rings: int = 2500
    """Ratio of forces at hand with which it closes a ring before it strikes, per mille."""
    relief: int = 500
    """Ratio to the enemy round a pocket that relief must have, per mille."""
    seal: int = 650
    """Ratio to the encircled that whoever shuts a corridor must have, per mille."""
    spread_km10: int = 150
    """How far formations with one aim may be ahead of the others, 0.1 km."""


_BOLD = replace(
    Weights(),
    revises=False,
    odds=250,
    enough=1100,
    enough_to_hold=500,
    weighs_exits=True,
    exits=800,
    spared=250,
    queue_days=30,
    garrison=350,
    keeps=500,
    committed=300,
    goes_on=250,
    unmet_fades=True,
    marches=8,
    garrisoned=100,
    lost=1600,
)

LEVELS = {
    "staff-easy": replace(Weights(), sees_rings=False, cuts_lines=False, ghost_days=2),
    "staff": _BOLD,
    "staff-hard": replace(_BOLD, prize=800, any_men=600, care=700, lost=2200),
}
"""The strengths by the name of the player."""

HISTORY = Weights()
"""Of `historical` where it improvises; the tracks were calibrated with them."""
