"""What commanders think of their side, and what both sides do about it. Rulebook 8.

Read `loyalty` first, the account of every day; then `rest`, `allegiance` (who goes over, stands
aside or lays down arms) and `work` (the orders).
"""
