"""Prints how much there is of Sources: what ci/figures shows.

Usage: figures.py SOURCES. Lines are all lines of the Swift files; types are declarations of structs, classes, enums,
actors and protocols, nested ones included; functions are `func` and `init`. A target is a folder of SOURCES.
"""

import re
import sys
from pathlib import Path

import folders

WORDS = r"^ *(?:@\w+(?:\([^)\n]*\))? +)*(?:\w+(?:\(\w+\))? +)*"
TYPE = re.compile(WORDS + r"(?:struct|class|enum|actor|protocol) +(?!func\b|var\b|let\b)\w+", re.M)
FUNCTION = re.compile(WORDS + r"(?:func +\S|init *[?(<])", re.M)


def main() -> int:
    sources = Path(sys.argv[1])
    lines: dict[str, int] = {}
    files = types = functions = circles = 0
    for target in sorted(path for path in sources.iterdir() if path.is_dir()):
        texts = [file.read_text() for file in sorted(target.rglob("*.swift"))]
        files += len(texts)
        lines[target.name] = sum(text.count("\n") for text in texts)
        for text in map(folders.code, texts):
            types += len(TYPE.findall(text))
            functions += len(FUNCTION.findall(text))
        circles += len(folders.between_folders(target))
    total, largest = sum(lines.values()), max(lines, key=lambda name: lines[name])
    for name, figure in [
        ("source lines", f"{total:,}"),
        ("files", f"{files:,}"),
        ("types", f"{types:,}"),
        ("lines a type", f"{total / types:.1f}"),
        ("functions", f"{functions:,}"),
        ("targets", f"{len(lines):,}"),
        ("largest target", f"{lines[largest]:,} lines ({largest})"),
        ("circles between folders", f"{circles:,}"),
    ]:
        print(f"{name:<24}{figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
