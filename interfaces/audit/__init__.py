"""What an auditor takes away and checks: the export package, and the verifier that travels in it."""
