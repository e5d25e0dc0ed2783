"""The tests: the same rooms again. A package, because a library brings a package of the same name."""
