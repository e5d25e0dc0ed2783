"""Other ways to write the same questionnaire, measured beside ours; each runs alone, in an environment of its own."""
