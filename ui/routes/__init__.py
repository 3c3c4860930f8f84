"""Our own addresses beside the dashboard: signing in and out, links in letters, files, and the gate before them."""
