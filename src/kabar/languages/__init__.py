"""What each language is, as data: one folder a language, no code."""
