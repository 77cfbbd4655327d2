"""When the roadmaps do not say, and why."""
