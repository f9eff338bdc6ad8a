"""What may be asked and in what order things are done; nothing is decided here."""
