"""A witness: a small program of its own, which cosigns what the logs it knows have become, and remembers it."""
