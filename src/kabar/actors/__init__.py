"""Who is meant: the actor index, mentions, and their resolution on the day."""
