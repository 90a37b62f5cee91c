"""Takes `runner`, `trigger` and the libraries that they bring out of an image, without running any of it.

    programs.py IMAGE FOLDER

IMAGE is a folder as `skopeo copy --dest-decompress docker://… dir:IMAGE` writes it. Of all the names in its layers only
these are looked for, and what is written is named by us, so that no path of the image leads anywhere.
"""

import json
import os
import re
import sys
import tarfile
from pathlib import Path

WANTED = re.compile(r"usr/local/bin/(?P<program>runner|trigger)|usr/lib/[a-z0-9_]+-linux-gnu/(?P<library>lib(?:yaml-0|z)\.so\.[0-9]+)")
PROGRAMS = {"runner", "trigger"}
LARGEST = 200_000_000


class Refused(Exception):
    pass


def above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def layer(file: Path) -> tuple[dict[str, bytes | Refused], set[str]]:
    """What is wanted of a layer, and what it deletes of those below: paths, with all that is under them."""
    found: dict[str, bytes | Refused] = {}
    deleted: set[str] = set()
    with tarfile.open(file, "r:") as archive:
        for member in archive:
            path = member.name.removeprefix("./").strip("/")
            folder, _, name = path.rpartition("/")
            if name == ".wh..wh..opq":
                deleted.add(folder)
            elif name.startswith(".wh."):
                deleted.add(f"{folder}/{name[4:]}".lstrip("/"))
            elif WANTED.fullmatch(path):
                found[path] = content(archive, member)
            elif not member.isdir() and path in ("usr", "usr/local", "usr/local/bin", "usr/lib"):
                raise Refused(f"expected a folder /{path} in it, found something else")
    return found, deleted


def content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes | Refused:
    # A base may have a link where our layer has the file: only what is on top counts.
    if not member.isreg():
        return Refused(f"expected a regular file /{member.name.lstrip('./')} in it, found a link or a device")
    if member.size > LARGEST:
        return Refused(f"expected /{member.name.lstrip('./')} to have {LARGEST} bytes at most, found {member.size}")
    return archive.extractfile(member).read()


def programs(image: Path) -> dict[str, bytes]:
    """By path in the image, as its topmost layers have them."""
    found: dict[str, bytes | Refused] = {}
    for descriptor in json.loads((image / "manifest.json").read_text())["layers"]:
        algorithm, _, digest = descriptor["digest"].partition(":")
        if algorithm != "sha256" or not re.fullmatch("[0-9a-f]{64}", digest):
            raise Refused("expected layers by sha256, found another digest")
        added, deleted = layer(image / digest)
        for path in list(found):
            if deleted.intersection([path, *above(path)]) or "" in deleted:
                del found[path]
        found.update(added)
    for problem in found.values():
        if isinstance(problem, Refused):
            raise problem
    missing = PROGRAMS - {WANTED.fullmatch(path)["program"] for path in found}
    if missing:
        raise Refused(f"expected /usr/local/bin/{' and /usr/local/bin/'.join(sorted(missing))} in it, found none")
    return found


def main(image: Path, folder: Path) -> None:
    (folder / "lib").mkdir(parents=True)
    for path, data in programs(image).items():
        match = WANTED.fullmatch(path)
        file = folder / match["program"] if match["program"] else folder / "lib" / match["library"]
        file.write_bytes(data)
        os.chmod(file, 0o755 if match["program"] else 0o644)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except (Refused, OSError, KeyError, ValueError, tarfile.TarError) as error:
        sys.exit(f"{error if isinstance(error, Refused) else f'it could not be read: {error!r}'}")
