"""Answers of yes or no: does it add up, is it the same everywhere, can it be so."""
