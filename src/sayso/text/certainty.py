"""Knows what a claim's commitments amount to: support, denial, doubt."""

from __future__ import annotations

from sayso.records import Certainty, Claim

_NEGATIVE = frozenset({Certainty.CERTAINLY_NOT, Certainty.PROBABLY_NOT, Certainty.POSSIBLY_NOT})


def denies(claim: Claim) -> bool:
    """Tell whether a claim's innermost holder says that it is not so."""
    certainty = claim.commitment.source if claim.commitment.source is not None else claim.commitment.outlet
    return certainty in _NEGATIVE


def as_fact(claim: Claim) -> bool:
    """Tell whether the outlet itself commits to a claim wholly."""
    return claim.commitment.outlet is Certainty.CERTAIN
