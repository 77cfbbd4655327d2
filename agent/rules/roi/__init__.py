"""Rules about what money brings back."""
