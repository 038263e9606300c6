"""Colours, patterns and type: what everything in the window is drawn with."""
