"""Panels as sheets of paper: rows of words laid out for a width, painted and clicked."""
