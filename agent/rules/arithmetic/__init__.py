"""Rules about numbers that are computed from other numbers."""
