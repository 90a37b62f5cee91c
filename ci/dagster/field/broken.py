"""A code location that does not load."""

raise RuntimeError("no vendor key for the location `broken`")
