"""What came of a game: its result beside history, its losses and its luck, as figures and as reports."""
