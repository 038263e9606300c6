"""The rules: NumPy, Numba and the standard library; no files, no clock, no window."""
