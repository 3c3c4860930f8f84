"""The community's own choices: its name, zone, limits and policies."""
