"""Answers that are computed: sums, counts, averages, extremes, differences."""
