"""The matrix of `ci/versions` as a table.

Usage: table.py [--json] FILE...     prints it; exit 1 where anything is neither right nor refused in words
       table.py --add FILE CASE SAID adds one more case to a file
"""

import json
import sys
from pathlib import Path


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[0] == "--add":
        path, case, said = Path(arguments[1]), *arguments[2:]
        right = said.removesuffix(" documents").isdigit()
        path.write_text(json.dumps({case: "right" if right else f"wrong: {said}"} | json.loads(path.read_text())))
        return 0
    files = [Path(file) for file in arguments if file != "--json"]
    rows = {file.stem: json.loads(file.read_text()) for file in files}
    if "--json" in arguments:
        print(json.dumps(rows, indent=2))
    else:
        cases = list(dict.fromkeys(case for row in rows.values() for case in row))
        print("| Dagster | " + " | ".join(case.replace("_", " ") for case in cases) + " |")
        print("| --- |" + " --- |" * len(cases))
        for name, row in rows.items():
            print(f"| {name} | " + " | ".join(row.get(case, "").split(":")[0] for case in cases) + " |")
        for name, row in rows.items():
            for case, said in row.items():
                if said != "right":
                    print(f"\n{name}, {case}: {said}")
    return int(any(said.startswith("wrong") for row in rows.values() for said in row.values()))


if __name__ == "__main__":
    sys.exit(main())
