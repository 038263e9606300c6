"""`staff`: a computer player that plans and fights operations, and the planning as others use it."""

from game.players.staff.planner import DEFAULT_LEVEL, Advice, Planner, intents_for
from game.players.staff.player import StaffPlayer
from game.players.staff.reasons import Reason, Why
from game.players.staff.weights import LEVELS

__all__ = ["DEFAULT_LEVEL", "LEVELS", "Advice", "Planner", "Reason", "StaffPlayer", "Why", "intents_for"]
