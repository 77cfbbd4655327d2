"""Conflict: one thing stated twice, differently."""
