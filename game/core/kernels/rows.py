"""Rows of the answer of `supply.supply_side`."""

STOCK = 0
STATE = 1
REASON = 2
REASON_AT = 3
CUT_OFF = 4
ROWS = 5
