"""Fair Hearing Bot: help with a hearing notice of the US immigration court."""
