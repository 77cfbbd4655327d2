"""The words of a document: labels, names, roles, and what they mean."""
