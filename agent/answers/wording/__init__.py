"""An answer before and after it is worded: statements, citations, the sentences around them."""
