"""Units as counters: what one shows, and its picture."""
