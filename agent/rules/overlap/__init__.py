"""Overlap: one thing planned twice."""
