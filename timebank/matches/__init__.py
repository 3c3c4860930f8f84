"""Matches: rounds, the suggestions they make, and the matches people accept."""
