"""The tree of a document: headings, lists and plain text, and what their lines are for."""
