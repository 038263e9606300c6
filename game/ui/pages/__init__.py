"""Screens of paper: settings, history, the end of a game, and the replay of one."""
