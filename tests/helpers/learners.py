"""Simulated learners for the proofs of the drill's algorithms: seeded, simple, chosen by us."""

from random import Random


def chance(seed: int) -> Random:
    """The chance of one simulation."""
    return Random(seed)  # noqa: S311 - a simulation keeps no secret
