"""Combat and what it does to men and their cohesion. Rulebook 5, 7.

Read `attack` first, which fights a battle in the order in which the others follow: `readiness`,
`losses`, `morale`, `retreat`, `spoils`. Then `ambush`, `remnants`, `prisoners`; `accounts`
counts what a side has lost, `forecast` fights a battle before it is ordered.
"""
