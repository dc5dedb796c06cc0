"""Knows when two quantities can be one: closed intervals whose open bounds are None."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import inf

from sayso.records import Quantity, QuantityForm

Number = int | float
Bounds = tuple[Number | None, Number | None]


def bounds_of(quantity: Quantity) -> Bounds:
    """Return the least and greatest value that ``quantity`` allows, None where it is open."""
    return quantity.min, quantity.max


def meet(left: Bounds, right: Bounds) -> bool:
    """Tell whether the intervals share a value."""
    return _low(left) <= _high(right) and _low(right) <= _high(left)


def loosened(quantity: Quantity) -> Bounds:
    """Return the bounds of ``quantity``; a vague word ("scores", "dozens") also stands for up to twice its greatest."""
    low, high = bounds_of(quantity)
    return (low, high * 2) if quantity.form is QuantityForm.VAGUE and high is not None else (low, high)


def common(every: Iterable[Bounds]) -> Bounds | None:
    """Return the values that all intervals share, None where they share none; no intervals bound nothing."""
    low, high = 0.0, inf
    least: Number | None = None
    greatest: Number | None = None
    for bounds in every:
        if _low(bounds) >= low:
            low, least = _low(bounds), bounds[0]
        if _high(bounds) <= high:
            high, greatest = _high(bounds), bounds[1]
    return (least, greatest) if low <= high else None


def hull(every: Iterable[Bounds]) -> Bounds:
    """Return the smallest interval that holds all of them, open where one of them is or where there is none."""
    found = list(every)
    if not found:
        return None, None
    lows = [low for low, _ in found]
    highs = [high for _, high in found]
    least = None if any(low is None for low in lows) else min(low for low in lows if low is not None)
    greatest = None if any(high is None for high in highs) else max(high for high in highs if high is not None)
    return least, greatest


def is_exact(quantity: Quantity) -> bool:
    """Tell whether the words give one number and no more ("28", "two")."""
    return quantity.form is QuantityForm.EXACT and quantity.min == quantity.max and quantity.min is not None


def as_number(value: Number) -> Number:
    """Return whole numbers as int, so that 2.0 and 2 are written alike."""
    return int(value) if float(value).is_integer() else value


def corrected(quantity: Quantity | None, value: Number) -> Quantity:
    """Return ``quantity`` with a person's exact ``value`` in place of what the words say; its words stay."""
    if quantity is None:
        return Quantity(text="", start=0, end=0, min=value, max=value, form=QuantityForm.EXACT)
    return replace(quantity, min=value, max=value, form=QuantityForm.EXACT)


def _low(bounds: Bounds) -> float:
    return 0.0 if bounds[0] is None else float(bounds[0])


def _high(bounds: Bounds) -> float:
    return inf if bounds[1] is None else float(bounds[1])
