"""Meetings of matched people, and the hours they write."""
