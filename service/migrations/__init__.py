"""Alembic's migrations of the store; they travel with the package."""
