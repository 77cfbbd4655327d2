"""Items: which places speak of one thing, and what it depends on."""
