"""Use cases, one module per subject; one method is one unit of work."""
