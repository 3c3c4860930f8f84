"""Reports: totals, reciprocity, and what was agreed and never recorded."""
