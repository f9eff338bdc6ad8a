"""A conference to look at."""
