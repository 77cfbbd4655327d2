"""Overlap: one thing planned twice (written by a second engineer, together with the conflict family)."""
