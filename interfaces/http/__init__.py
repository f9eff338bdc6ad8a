"""The API: one table of commands, one of views, one of statuses."""
