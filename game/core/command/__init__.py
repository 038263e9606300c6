"""Headquarters, those above them, and the militia that nobody leads. Rulebook 10.

Read `headquarters` first; then `superiors` and `militia`. What orders cost is in `game.core.authority`.
"""
