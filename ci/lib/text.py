"""What the pipelines' scripts do with text that anybody may have written.

    text.py legible        stdin with what can't be seen made visible
    text.py block          the same as a block of Markdown that nothing in it can end
    text.py near -- NAME...   of the names, those that are like the one on stdin, the nearest first
"""

import difflib
import sys
import unicodedata

# GitHub takes a megabyte a step.
LIMIT = 500_000


def legible(text: str) -> str:
    """Controls, formats, line separators, surrogates and private characters as escapes."""

    def shown(character: str) -> str:
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            return character
        return f"\\u{{{ord(character):X}}}"

    return "".join(map(shown, text))


def block(text: str) -> str:
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}\n\n"


def main() -> int:
    sys.stdin.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    text = sys.stdin.read(LIMIT)
    match sys.argv[1:]:
        case ["legible"]:
            sys.stdout.write(legible(text))
        case ["block"]:
            sys.stdout.write(block(legible(text)))
        case ["near", "--", *names]:
            sys.stdout.write(", ".join(difflib.get_close_matches(text, names, n=3, cutoff=0.6)))
        case _:
            print(__doc__, file=sys.stderr)
            return 64
    return 0


if __name__ == "__main__":
    sys.exit(main())
