"""Runs a command, and writes its milliseconds, its peak memory in KiB and its exit code to a file.

Usage: measured.py FILE SECONDS COMMAND... It is killed after so many SECONDS. A process of its own, and a small one: until a child becomes another program, the memory
of its parent counts as the child's.
"""

import os
import signal
import sys
import time

begin = time.monotonic()
child = os.posix_spawnp(sys.argv[3], sys.argv[3:], os.environ)
signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
signal.alarm(int(sys.argv[2]))
_, status, usage = os.wait4(child, 0)
seconds = time.monotonic() - begin
with open(sys.argv[1], "w") as file:
    file.write(f"{seconds * 1000:.0f} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}")
