"""The law as data, and the loader that refuses what does not fit."""
