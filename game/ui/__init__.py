"""The window: drawing and reading a game. It plays by orders and reads positions and events; it computes no rule."""
