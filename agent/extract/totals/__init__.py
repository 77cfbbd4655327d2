"""Stated totals and the parts that the structure proves to belong to them."""
