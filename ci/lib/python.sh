# shellcheck shell=bash
# Needs common.sh.

# virtual_environment NAME REQUIREMENTS: prints the path of the environment .build/NAME/…; makes it first
# where these requirements have none yet.
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
      python3 -m venv "$venv" >&2
      "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$2" >&2
      touch "$venv/complete"
    fi
    exec 9>&-
  fi
  echo "$venv"
}
