"""The rules: NumPy, Numba and the standard library; no files, no clock, no window.

Read the modules of this folder first: `state` and `world` are what a game is, `orders` what a side asks for,
`engine` the contract, `phases` the sequence of play. `events` and `apply` say what becomes true. Each other
package is a subject of the rulebook, and its first lines say where to begin.
"""
