"""How the world reaches the conference: HTTP, the command line, documents. Sentences are made here, decisions never."""
