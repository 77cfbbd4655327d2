"""Tables: what their columns and rows mean."""
