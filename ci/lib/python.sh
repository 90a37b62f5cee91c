# shellcheck shell=bash
# Needs common.sh.

# virtual_environment NAME REQUIREMENTS: prints the path of the environment .build/NAME/…; makes it first
# where these requirements have none yet. Requirements with hashes (ci/lock-python) let nothing else in.
virtual_environment() {
  local version folder=$ROOT/.build/$1 venv
  version=$(python3 -c 'import hashlib, sys
print(hashlib.sha256(open(sys.argv[1], "rb").read() + sys.version.encode()).hexdigest()[:12])' "$2")
  venv=$folder/$version
  if [ ! -f "$venv/complete" ]; then
    mkdir -p "$folder"
    lock 9 "$folder/$version.lock"
    if [ ! -f "$venv/complete" ]; then
      note "Installing ${2#"$ROOT/"} into .build/$1 (once)"
      rm -rf "$venv"
      # Not left to errexit, which does nothing where a caller asks how this ended.
      python3 -m venv "$venv" >&2 || return
      "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$2" >&2 || return
      touch "$venv/complete"
    fi
    exec 9>&-
  fi
  echo "$venv"
}
