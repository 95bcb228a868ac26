"""Migrations of the database, and the triggers they all put back."""
