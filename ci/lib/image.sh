# shellcheck shell=bash
# What ci/image-test does with images. Needs common.sh; container_settings first.

# container_settings WORK: storage of our own, and what containers need on a machine without systemd.
container_settings() {
  mkdir -p "$1/storage" "$1/run"
  cat >"$1/storage.conf" <<END
[storage]
driver = "vfs"
graphroot = "$1/storage"
runroot = "$1/run"
END
  cat >"$1/containers.conf" <<'END'
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=8192:8192"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "none"
END
  export CONTAINERS_STORAGE_CONF=$1/storage.conf CONTAINERS_CONF=$1/containers.conf TMPDIR=$1
}

image_exists() { podman image exists "$1"; }

# import_base SUITE WORK IMAGE [ENVIRONMENT [PACKAGE...]]: the smallest Debian, and these packages.
import_base() {
  local suite=$1 work=$2 image=$3 environment=${4:-} packages
  shift $(($# < 4 ? $# : 4))
  packages=$(IFS=,; echo "$*")
  note "debootstrap $suite for $image"
  rm -rf "$work/tree"
  mkdir -p "$work/debs"
  quietly debootstrap --variant=minbase ${packages:+--include="$packages"} --cache-dir="$work/debs" "$suite" "$work/tree"
  tar -C "$work/tree" --one-file-system --exclude=./var/cache/apt --exclude=./var/lib/apt/lists -c . |
    quietly podman import ${environment:+--change "ENV $environment"} - "$image"
  rm -rf "$work/tree"
}

# The usr folder of the toolchain that `swift` is of.
toolchain_folder() {
  local folder
  folder=$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")
  case "$folder" in
    / | /usr) die "swift lies in $folder, which cannot be mounted into another system; use --build-image" ;;
  esac
  echo "$folder"
}

# package_mirrors WORK: volumes, a line each, by which git in the build reads packages from where git does
# here: the folders that its url.FOLDER.insteadOf settings name. None where it has no such setting.
package_mirrors() {
  local key value folder
  while read -r key value; do
    folder=${key#url.} folder=${folder%.insteadof}
    [ -d "$folder" ] || continue
    git config --file "$1/gitconfig" --add "url.$folder.insteadOf" "$value"
    echo "${folder%/}:${folder%/}:ro"
  done < <(rm -f "$1/gitconfig"; git config --get-regexp '^url\..*\.insteadof$') | sort -u
  [ ! -f "$1/gitconfig" ] || echo "$1/gitconfig:/etc/gitconfig:ro"
}

# unpack_added_layers IMAGE BASE DESTINATION: DESTINATION/root holds what IMAGE adds to BASE, and
# DESTINATION/compressed the bytes of that as a registry would have it.
unpack_added_layers() {
  rm -rf "$3"
  mkdir -p "$3/root"
  quietly buildah push "$1" "oci:$3/image:it"
  quietly buildah push "$2" "oci:$3/base:it"
  python3 - "$3" <<'PY'
import json, pathlib, subprocess, sys

def layers(image):
    index = json.loads((image / "index.json").read_text())
    manifest = json.loads(blob(image, index["manifests"][0]).read_text())
    return manifest["layers"]

def blob(image, descriptor):
    return image / "blobs" / descriptor["digest"].replace(":", "/")

folder = pathlib.Path(sys.argv[1])
base, image = layers(folder / "base"), layers(folder / "image")
added = image[len(base):]
assert added and [l["digest"] for l in image[: len(base)]] == [l["digest"] for l in base], "not made from the base"
for layer in added:
    subprocess.run(["tar", "-xpzf", blob(folder / "image", layer), "-C", folder / "root"], check=True)
(folder / "compressed").write_text(str(sum(layer["size"] for layer in added)))
PY
}

# adds_only_what_is_needed FOLDER: no other file, and no empty folder, device or deletion mark (.wh.*). The manual has a page
# for each command that the programs there say they have.
adds_only_what_is_needed() {
  local pages expected found
  pages=$("$ROOT/ci/manual" --names "$1"/usr/local/bin/{runner,trigger} | sed 's#^#usr/share/man/man1/#') || return
  expected=$(printf '%s\n' "$(cd "$ROOT" && find dagster.lock -type f)" etc/ssl/certs/ca-certificates.crt usr/lib/LIBRARIES/libyaml-0.so.2 \
    usr/lib/LIBRARIES/libz.so.1 usr/local/bin/runner usr/local/bin/trigger \
    usr/share/doc/production-jobs/completions/{runner,trigger}.{bash,fish,zsh} \
    "$pages" | LC_ALL=C sort)
  found=$(cd "$1" && find . \( ! -type d -o -empty \) -printf '%P\n' |
    sed -E 's#^usr/lib/[a-z0-9_]+-linux-gnu/#usr/lib/LIBRARIES/#' | LC_ALL=C sort)
  diff <(echo "$expected") <(echo "$found")
}

is_stripped() { ! readelf --sections --wide "$1" | grep -q ' \.symtab '; }

# is_below MEGABYTES BYTES: prints the bytes as megabytes.
is_below() {
  awk -v limit="$1" -v bytes="$2" 'BEGIN { printf "%.1f MB\n", bytes / 1e6; exit bytes >= limit * 1e6 }'
}

# links_no_foundation PROGRAM: modules' names stay in a stripped program, and so does ICU's data.
links_no_foundation() {
  ! LC_ALL=C grep -qaP '\x00Foundation\x00|\x00FoundationInternationalization\x00|icudt[0-9]' "$1"
}

# needs_no_other_library PROGRAM: of the base only what each of the Dockerfile's choices has, so that a build on
# Debian's tree tells something about distroless.
needs_no_other_library() {
  local others
  others=$(readelf --dynamic --wide "$1" | sed -nE 's/.*\(NEEDED\).*\[(.*)\]/\1/p' |
    grep -vE '^(libyaml-0|libz|libc|libm|libgcc_s|libstdc\+\+|ld-linux-.*)\.so\.[0-9]+$') || true
  [ -z "$others" ] || { echo "$others" && false; }
}

all_libraries_are_found() {
  local libraries
  libraries=$("$@") && echo "$libraries" && [[ $libraries != *"not found"* ]]
}

# has_settings INSPECTION COMMIT
has_settings() {
  python3 - "$2" 3<<<"$1" <<'PY'
import json, os, sys

image = json.load(os.fdopen(3))[0]
settings, labels = image["Config"], image["Labels"]
for name in sorted(labels):
    print(name, labels[name])
prefix = "org.opencontainers.image."
needed = ["title", "version", "revision", "created", "source", "base.name", "base.digest"]
problems = [prefix + name for name in needed if prefix + name not in labels]
if not labels.get(prefix + "revision", "").startswith(sys.argv[1]):
    problems.append("the commit")
if not labels.get(prefix + "base.digest", "").startswith("sha256:"):
    problems.append("the base's digest")
if settings["User"] != "65532:65532" or settings["Entrypoint"] != ["/usr/local/bin/runner"]:
    problems.append("user or entrypoint")
if not any(entry == "PRODUCTION_JOBS_COMMIT=" + labels[prefix + "revision"] for entry in settings["Env"]):
    problems.append("PRODUCTION_JOBS_COMMIT")
sys.exit(f"wrong or missing: {problems}" if problems else 0)
PY
}
