"""The page: read, check and explore a store in a browser."""
