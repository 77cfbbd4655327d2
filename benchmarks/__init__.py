"""What the product promises about time and memory, measured as ratios and printed: `make bench`."""
