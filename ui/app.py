"""The script of the dashboard: the server runs it once for each click."""

from ui import shell

shell.show()
