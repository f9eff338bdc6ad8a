"""Uploaded files: what they are, where they lie, who brought them. Records name them by their digest alone."""
