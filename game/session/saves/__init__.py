"""Saves as files: written order by order, read with what is wrong in them."""
