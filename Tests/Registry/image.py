"""Writes an image as an OCI layout, for tests: image.py FOLDER REVISION LAYER...

REVISION becomes the image's label; empty for none. A LAYER is PATH=FILE[,PATH=FILE...]; instead of a file may stand
`link:TARGET`, `hard:TARGET`, `device:` or `text:WORDS`. A PATH is written as it is given, whatever it is.
"""

import gzip
import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path


def member(path: str, source: str) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(path)
    info.mode = 0o755
    kind, _, rest = source.partition(":")
    match kind:
        case "link" | "hard":
            info.type = tarfile.SYMTYPE if kind == "link" else tarfile.LNKTYPE
            info.linkname = rest
        case "device":
            info.type = tarfile.FIFOTYPE
        case "folder":
            info.type = tarfile.DIRTYPE
        case "text":
            info.size = len(rest)
            return info, rest.encode()
        case _:
            data = Path(source).read_bytes()
            info.size = len(data)
            return info, data
    return info, b""


def main(folder: Path, revision: str, layers: list[str]) -> None:
    blobs = folder / "blobs" / "sha256"
    blobs.mkdir(parents=True)

    def blob(data: bytes, kind: str) -> dict:
        digest = hashlib.sha256(data).hexdigest()
        (blobs / digest).write_bytes(data)
        return {"mediaType": f"application/vnd.oci.image.{kind}", "digest": f"sha256:{digest}", "size": len(data)}

    descriptors, plain = [], []
    for layer in layers:
        archive = io.BytesIO()
        with tarfile.open(fileobj=archive, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for entry in layer.split(","):
                info, data = member(*entry.split("=", 1))
                tar.addfile(info, io.BytesIO(data))
        plain.append("sha256:" + hashlib.sha256(archive.getvalue()).hexdigest())
        descriptors.append(blob(gzip.compress(archive.getvalue(), 1, mtime=0), "layer.v1.tar+gzip"))
    labels = {"org.opencontainers.image.revision": revision} if revision else {}
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(__import__("platform").machine(), "amd64")
    config = {
        "architecture": machine,
        "os": "linux",
        "config": {"Labels": labels, "User": "65532:65532", "Entrypoint": ["/usr/local/bin/runner"]},
        "rootfs": {"type": "layers", "diff_ids": plain},
    }
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": blob(json.dumps(config).encode(), "config.v1+json"),
        "layers": descriptors,
    }
    index = {"schemaVersion": 2, "manifests": [blob(json.dumps(manifest).encode(), "manifest.v1+json")]}
    (folder / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
    (folder / "index.json").write_text(json.dumps(index))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
