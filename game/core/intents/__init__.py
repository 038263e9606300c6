"""What whole formations are to do until further notice; the rules themselves never read it.

Read `intent` first; then `check` (whether one makes sense), `notation` (as plain data) and `track`
(those of history).
"""
