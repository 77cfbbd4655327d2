"""What holds at each place of a document: the item, the period, the topic."""
