"""The numbers that the game is held to: ``python -m benchmarks``, and random orders: ``python -m benchmarks fuzz``."""
