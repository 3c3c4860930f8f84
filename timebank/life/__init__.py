"""The life of a match: what its people agree on, aim at and say of it, what needs care, and a good ending."""
