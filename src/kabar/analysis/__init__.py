"""What records say when they are counted: scores against gold, agreement between coders."""
