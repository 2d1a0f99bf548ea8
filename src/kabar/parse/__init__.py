"""From words to Universal Dependencies trees, and from trees to clauses."""
