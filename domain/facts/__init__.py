"""The dictionary of everything that can be recorded: one module a stream, one class a fact, each a past sentence."""
