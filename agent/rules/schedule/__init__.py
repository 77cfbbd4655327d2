"""Rules about when things happen."""
