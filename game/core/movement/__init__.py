"""How units come, march, travel and leave, and the weather on their way. Rulebook 2.3, 4, 6.12.

Read `march` first; then `breakout`, `trains`, `arrivals`, `lift`, `weather`.
"""
