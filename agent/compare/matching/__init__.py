"""Which item of one roadmap is which item of another: one to one, each pair with its score and what it rests on."""
