"""A checked scenario as the arrays and facts of the core."""
