"""Rules about what waits for what."""
