"""Records shown to people: terminal tables, marked text, spreadsheets."""
