"""Answers that say what the documents state: fields, lists, dependencies, times, passages."""
