"""A match for each story, made once and copied."""

from together_made import database_url, made, together

__all__ = ["database_url", "made", "together"]
