"""Kabar turns news reports into a sourced record of who did what to whom."""
