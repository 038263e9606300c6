"""The title screen: which game to play, who plays it, and under which rules."""
