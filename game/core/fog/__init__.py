"""What each side sees, and what it takes down. Rulebook 11.

Read `observe` first, which makes views; then `insight` (how far a side sees into a hex) and
`reports` (what it remembers, and who is told of what).
"""
