"""Names and values in words, for all that people read: pages and tables alike. What they need to know is handed in."""
