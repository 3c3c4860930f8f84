"""Programmes: mentoring, buddying and help, who takes part, and what each answer may be used for."""
