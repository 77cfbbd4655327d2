"""The question: its language, its words and what they ask for."""
