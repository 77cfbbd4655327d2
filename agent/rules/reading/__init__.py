"""Readings of a roadmap that several rules share: pure functions of one `Roadmap` or `Document`."""
