"""History: who did what, when and why."""
