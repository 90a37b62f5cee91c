"""A second one: a message about one of them has to name the right one."""

raise RuntimeError("no vendor key for the location `also-broken`")
