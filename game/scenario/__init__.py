"""Scenario files at the door: YAML to checked models to the arrays of the core, and back.

`load` leads a file through the packages: its ``text``, the ``shape`` of its data, which the models of the ``schema``
prescribe, the ``survey`` of its map, ``lint``, and ``build``.
"""
