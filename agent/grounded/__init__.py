"""What stands between a language model and an answer: numbered evidence, tools over loaded roadmaps, and verification. Pure.

The model proposes; this package decides. Every line of the loaded roadmaps has an evidence number (`lines`), what the model has seen
is written down (`ledger`), tools show numbered lines and compute (`tools`), and of what the model replies only those statements remain
whose quotes stand verbatim at their lines and whose figures stand there too or were computed (`verifying`, `figures`).
"""
