"""Measures the product against cases written by hand: what it answers, what it finds, and where it stays silent."""
