"""Digests: what members and coordinators are told regularly, never the same twice, nothing when nothing is new."""
