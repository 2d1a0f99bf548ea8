"""What can happen, whatever the language: types, modes, acts, operators and their composition."""
