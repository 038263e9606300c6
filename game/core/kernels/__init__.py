"""Compiled searches and sums over the blocks. They read and return; none of them writes a position.

The only package that imports numba. Every kernel has one set of argument types:
contiguous int64 arrays, the `Board` tuple and plain integers.
"""
