"""Rules about what may go wrong and what is done about it."""
