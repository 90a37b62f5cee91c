"""A code location that does not load: the others have to be read nonetheless."""

raise RuntimeError("no vendor key for the location `broken`")
