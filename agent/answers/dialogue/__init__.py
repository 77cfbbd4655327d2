"""Questions that lean on others: follow-ups, and two questions in one."""
