"""What a game leaves as files: pictures, films, graphs, the after-action report."""
