"""Times the reading of FILE into the strict model, ROUNDS times after once without."""

import json
import sys
import time
from pathlib import Path

from model import read

text = Path(sys.argv[1]).read_bytes()
milliseconds = []
for round in range(int(sys.argv[2]) + 1):
    start = time.perf_counter()
    read(text)
    if round > 0:
        milliseconds.append((time.perf_counter() - start) * 1000)
print(json.dumps({"milliseconds": milliseconds}))
