"""Times the reading of FILE into the strict model, ROUNDS times after once without, in the process's own time."""

import json
import sys
import time
from pathlib import Path

from model import read

text = Path(sys.argv[1]).read_bytes()
milliseconds = []
for round in range(int(sys.argv[2]) + 1):
    start = time.process_time()
    read(text)
    if round > 0:
        milliseconds.append((time.process_time() - start) * 1000)
print(json.dumps({"milliseconds": milliseconds}))
