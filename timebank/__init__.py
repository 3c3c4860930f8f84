"""The time bank: what people do together, and what is kept of it."""
