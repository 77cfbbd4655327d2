"""A roadmap made ready for questions: its units, figures and series, and how well each fits the words of a question."""
