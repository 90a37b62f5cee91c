"""Counts the lines of a repository that stand in another just like that, six or more in a row.

Usage: copied.py ORIGINAL REPOSITORY. Blank lines and comments don't count, nor do lines of brackets alone; of a
pipeline count its scripts, and not the form that each has to say for itself. What a program
writes anew each time, in generated and in the catalog, is no copy; nor is a file one of the text that it is written from.
"""

import re
import subprocess
import sys
from pathlib import Path

WINDOW = 6
WRITTEN = ("generated/", "Sources/Jobs/Catalog/", "dagster.lock/")
TEMPLATES = ("Sources/Emission/NewRepository/", "Sources/Emission/NewCommand/")


def tracked(root: Path) -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and not name.startswith(WRITTEN)]


def scripts(text: str) -> list[str]:
    """What is indented below a `run` or a `script`."""
    found, indent = [], None
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip())
        if indent is not None and line.strip() and depth <= indent:
            indent = None
        if indent is not None:
            found.append(line)
        elif begin := re.match(r"( *(?:- )?)(?:run|script|before_script):", line):
            indent = len(begin.group(1))
    return found


def lines(path: Path) -> list[str]:
    try:
        text = path.read_text()
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        return []
    found = scripts(text) if path.suffix in (".yml", ".yaml") else text.splitlines()
    stripped = (line.strip() for line in found)
    return [line for line in stripped if any(c.isalnum() for c in line) and not line.startswith(("#", "//", "*"))]


def windows(found: list[str]) -> list[tuple[str, ...]]:
    return [tuple(found[start : start + WINDOW]) for start in range(len(found) - WINDOW + 1)]


def main() -> int:
    original, repository = map(Path, sys.argv[1:])
    known = {window for name in tracked(original) if not name.startswith(TEMPLATES) for window in windows(lines(original / name))}
    copied = 0
    for name in tracked(repository):
        found = lines(repository / name)
        starts = [start for start, window in enumerate(windows(found)) if window in known]
        copies = {start + offset for start in starts for offset in range(WINDOW)}
        if copies:
            print(f"{name}: {len(copies)} lines, from: {found[min(copies)]}", file=sys.stderr)
        copied += len(copies)
    print(copied)
    return 0


if __name__ == "__main__":
    sys.exit(main())
