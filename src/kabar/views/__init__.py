"""Records shown to people: terminal, spreadsheet. Views see records, never trees."""
