"""Talks of a whole command, from the first offer to what is signed. Rulebook 9.

Read `tally` and `resolve` first, which say what its commander thinks; then `rounds`, `offers`
(the orders) and `settlement`.
"""
