"""Members: who they are, what they need, when they are free, and how they sign in."""
