"""Programs that measure Kabar; see README.md."""
