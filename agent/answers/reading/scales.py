"""Figures on one scale, so that 200 ms and 2 s, or requests a second and a minute, can be compared."""

from __future__ import annotations

from agent.model.quantity import Quantity

SECONDS = {
    "millisecond": 0.001,
    "microsecond": 1e-6,
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86400.0,
    "week": 604800.0,
    "sprint": 1209600.0,
    "month": 2629800.0,
    "quarter": 7889400.0,
    "year": 31557600.0,
}
_BYTES = {"B": 1.0, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15}


def on_scale(quantity: Quantity) -> tuple[str, float, float]:
    """(scale, least, most): figures with one scale can be compared."""
    factor, scale = 1.0, f"{quantity.kind}:{quantity.unit}"
    if quantity.kind == "duration" and quantity.unit in SECONDS:
        factor, scale = SECONDS[quantity.unit], "duration"
    elif quantity.kind == "size" and quantity.unit in _BYTES:
        factor, scale = _BYTES[quantity.unit], "size"
    elif quantity.kind == "rate":
        noun, _, per = quantity.unit.partition("/")
        factor, scale = 1 / SECONDS.get(per or quantity.per, 1.0), "rate"
        del noun
    elif quantity.kind in ("count", "score"):
        scale = quantity.kind
    if quantity.per and quantity.kind != "rate":
        factor /= SECONDS.get(quantity.per, 1.0) / SECONDS["month"]
    return scale, quantity.least * factor, quantity.most * factor
