"""Rules about what is done, what is open, and what the document says of it elsewhere."""
