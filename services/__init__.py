"""Use cases over several records: they flush and never commit."""
