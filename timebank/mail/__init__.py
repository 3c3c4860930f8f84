"""Letters: written with the fact they tell of, sent afterwards, each exactly once as far as mail allows."""
