"""What records say when they are counted: scores, agreement, series, networks, speakers."""
