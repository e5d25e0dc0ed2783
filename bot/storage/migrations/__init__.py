"""How the schema of the main database came to be, one revision after the other."""
