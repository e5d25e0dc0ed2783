"""How the schema of the reports' database came to be, one revision after the other."""
