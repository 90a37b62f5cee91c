"""Finds circles between the folders of a target, by the names that its files declare and mention.

Usage: folders.py [SOURCES]. Prints each circle with a mention for each arrow; exits with 1 where there is one.
A file that lies in no folder of its target counts as a folder of its own; several of them may mention each other, as
the files of one folder may. A mention is the name of a type or a
function that one folder alone declares outside of any other; members of extensions are not told apart by their
names, and are not looked at.
"""

import re
import sys
from pathlib import Path

DECLARATION = re.compile(
    r"^(?:@\w+(?:\([^)\n]*\))? )*(?:(?:public|package|internal|indirect|final|nonisolated|prefix|infix) )*"
    r"(?:struct|class|enum|actor|protocol|typealias|func) (\w+)",
    re.M,
)
NESTED = re.compile(r"^ +(?:\w+ )*(?:struct|class|enum|actor|protocol|typealias|func) (\w+)", re.M)
TEXT = re.compile(r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"', re.S)
INTERPOLATION = re.compile(r"\\\(((?:[^()]|\([^()]*\))*)\)")
# A type, or a function where it is called.
NAME = re.compile(r"(?<![\w.])(?:[A-Z]\w*|[a-z]\w*(?=\())")

Arrows = dict[str, dict[str, str]]


def code(text: str) -> str:
    """Without comments, and of texts only what is filled into them."""
    text = TEXT.sub(lambda found: " ".join(INTERPOLATION.findall(found.group())), text)
    return re.sub(r"//.*", "", text)


def arrows(target: Path) -> Arrows:
    """What each folder mentions of others, with the first such mention."""
    files = {file: code(file.read_text()) for file in sorted(target.rglob("*.swift"))}
    folder = {file: file.relative_to(target).parts[0] for file in files}
    homes: dict[str, set[str]] = {}
    for file, text in files.items():
        for name in DECLARATION.findall(text):
            homes.setdefault(name, set()).add(folder[file])
    home = {name: next(iter(found)) for name, found in homes.items() if len(found) == 1}
    result: Arrows = {name: {} for name in folder.values()}
    for file, text in files.items():
        own = set(NESTED.findall(text))
        for name in NAME.findall(text):
            other = home.get(name)
            if other and other != folder[file] and name not in own:
                result[folder[file]].setdefault(other, f"{file.relative_to(target)} mentions {name}")
    return result


def reachable(start: str, graph: Arrows) -> set[str]:
    found, ahead = set(), [start]
    while ahead:
        for other in graph[ahead.pop()].keys() - found:
            found.add(other)
            ahead.append(other)
    return found


def circles(graph: Arrows) -> list[set[str]]:
    reach = {name: reachable(name, graph) for name in graph}
    found: list[set[str]] = []
    for name in graph:
        if name in reach[name] and not any(name in circle for circle in found):
            found.append({other for other in reach[name] if name in reach[other]})
    return found


def between_folders(target: Path) -> list[tuple[set[str], Arrows]]:
    """The circles of a target that are not of files beside each other alone, and who mentions what."""
    graph = arrows(target)
    return [(circle, graph) for circle in circles(graph) if any((target / name).is_dir() for name in circle)]


def main() -> int:
    sources = Path(sys.argv[1] if len(sys.argv) > 1 else "Sources")
    is_right = True
    for target in sorted(path for path in sources.iterdir() if path.is_dir()):
        for circle, graph in between_folders(target):
            is_right = False
            print(f"{target}: a circle of {', '.join(sorted(circle))}", file=sys.stderr)
            for name in sorted(circle):
                for other in sorted(circle & graph[name].keys()):
                    print(f"  {name} -> {other}: {graph[name][other]}", file=sys.stderr)
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
