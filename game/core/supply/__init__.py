"""What reaches units at dawn, and the depots and railways that bring it. Rulebook 6.

Read `stocks` first; then `airdrop` (with the rations of towns), `stores` (depots, who is served
first) and `rail`. Where carriers can go is found by the kernels.
"""
