"""Conflict: one thing stated twice, differently (written by a second engineer, together with the overlap family)."""
