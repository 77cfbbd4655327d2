"""Rules about figures that are to show success."""
