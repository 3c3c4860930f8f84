"""Copies of the whole time bank: made while people go on, proved before they are called good, brought back whole."""
