"""Use cases: each function is one thing a person can do. They flush and never commit."""
