"""The store: documents and records in a database, nothing lost, nothing twice."""
