"""Handing over: all that somebody holds on one page, given to others in one step; and who everything depends on."""
