"""What the text says: dates, places, numbers, quotations and events."""
