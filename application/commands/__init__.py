"""Everything that can be asked of the system, in the imperative: one frozen record a command."""
