"""What people see: the dashboard, its pages and the routes beside them; no rule of the time bank lives here."""
