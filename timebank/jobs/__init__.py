"""Jobs: functions that run by themselves when they are due, each due piece once."""
