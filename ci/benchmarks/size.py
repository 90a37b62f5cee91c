"""The size of the runner as the image has it."""

import re

from setting import Setting
from table import Line


def lines(setting: Setting) -> list[Line]:
    program = setting.runner.read_bytes()
    megabytes = len(program) / 1e6
    # Names of modules stay in a stripped program, and so does ICU's data: as ci/lib/image.sh looks for them.
    icu = re.findall(rb"\0Foundation\0|\0FoundationInternationalization\0|icudt[0-9]", program)
    return [
        Line("the stripped, static runner", megabytes, unit="MB", target="< 32 MB", holds=megabytes < 32),
        Line("ICU's parts in it", len(icu), unit="", target="none", holds=not icu),
    ]
