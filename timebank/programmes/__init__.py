"""Programmes: mentoring and buddying, who takes part, and what each answer may be used for."""
