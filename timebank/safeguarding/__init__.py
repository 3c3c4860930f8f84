"""Safeguarding: a concern reaches the named lead, nobody else reads it, and each reading is remembered."""
