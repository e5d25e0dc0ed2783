"""The only room that knows words: a Screen in, a message out."""
