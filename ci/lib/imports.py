"""Holds Package.swift against the sources: what a target imports it declares, and what it declares it imports.

Usage: swift package dump-package | imports.py. Prints each target that differs; exits with 1 where one does. An
executable or a plugin that a target needs to be built is no import.
"""

import json
import re
import sys
from pathlib import Path

# An indented one stands in `#if` and is the system's, or in a text.
IMPORT = re.compile(
    r"^(?:@\w+ )*(?:public |package |internal |private )?import (?:(?:struct|class|enum|func|protocol|let) )?(\w+)", re.M
)
FOLDERS = {"test": "Tests", "plugin": "Plugins"}


def declared(target: dict) -> set[str]:
    return {dependency[kind][0] for dependency in target["dependencies"] for kind in dependency}


def imported(target: dict) -> set[str]:
    root = Path(target.get("path") or f"{FOLDERS.get(target['type'], 'Sources')}/{target['name']}")
    excluded = [root / path for path in target["exclude"]]
    files = [file for file in root.rglob("*.swift") if not any(file.is_relative_to(path) for path in excluded)]
    return {name for file in files for name in IMPORT.findall(file.read_text())}


def main() -> int:
    package = json.load(sys.stdin)
    types = {target["name"]: target["type"] for target in package["targets"]}
    products = {
        dependency["product"][0]
        for target in package["targets"]
        for dependency in target["dependencies"]
        if "product" in dependency
    }
    is_right = True
    for target in package["targets"]:
        wanted, found = declared(target), imported(target)
        unused = {name for name in wanted - found if types.get(name) not in ("executable", "plugin")}
        if any("plugin" in usage for usage in target.get("pluginUsages") or []):
            # The generated file imports the catalog.
            unused.discard("DagsterNames")
        missing = {name for name in found - wanted if name in types or name in products}
        for names, what in [(unused, "declares and doesn't import"), (missing, "imports and doesn't declare")]:
            if names:
                is_right = False
                print(f"Package.swift: {target['name']} {what} {', '.join(sorted(names))}", file=sys.stderr)
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
