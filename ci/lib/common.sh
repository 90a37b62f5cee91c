# shellcheck shell=bash
# What every script here needs. Source it; it does nothing by itself.

# shellcheck disable=SC2034 # the scripts use it
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Whose jobs the scripts are about: PRODUCTION_JOBS_REPOSITORY, a folder, where a company's repository has this package's
# scripts beside it; otherwise the package's own.
# shellcheck disable=SC2034
REPOSITORY=$ROOT
if [ -n "${PRODUCTION_JOBS_REPOSITORY:-}" ]; then
  REPOSITORY=$(cd -- "$PRODUCTION_JOBS_REPOSITORY" && pwd) ||
    { echo "PRODUCTION_JOBS_REPOSITORY: expected a folder, found $(LC_ALL=C printf '%q' "$PRODUCTION_JOBS_REPOSITORY")" >&2 && exit 64; }
fi

# Prints the comment at the top of the running script.
show_help() {
  awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0"
}

note() { printf '%s\n' "$*" >&2; }

# fail CODE MESSAGE
fail() {
  note "$(basename "$0"): ${*:2}"
  exit "$1"
}

die() { fail 1 "$*"; }

usage_error() { fail 64 "$* (see --help)"; }

# quoted TEXT: for a message, on one line, and nothing in it that can't be seen: in the locale C each byte beyond ASCII is
# written as an escape.
quoted() { (LC_ALL=C && printf '%q' "$1"); }

# option_value OPTION REMAINING-COUNT: refuses an option whose value is missing.
option_value() {
  [ "$2" -ge 2 ] || usage_error "$1 needs a value"
}

# lock FD FILE: holds FILE until the descriptor closes, across processes.
# The lock belongs to the open file, so Python can take it for us where there is no flock command.
lock() {
  eval "exec $1>>\"\$2\""
  eval "python3 -c 'import fcntl; fcntl.flock($1, fcntl.LOCK_EX)' $1>&$1"
}

# program_folder NAME [FOLDER]: sets `programs` to a folder that has the program: FOLDER, such as ci/verified-image writes,
# where it is given, otherwise that of a build, which is made first.
program_folder() {
  programs=${2:-}
  if [ -z "$programs" ]; then
    pkg-config --exists yaml-0.1 2>/dev/null || quietly "$ROOT/ci/install"
    quietly swift build --package-path "$ROOT" --product "$1"
    programs=$(swift build --package-path "$ROOT" --show-bin-path)
  fi
  # What --version says of programs that were taken out of an image, whose environment they don't have.
  if [ -f "$programs/version" ]; then
    PRODUCTION_JOBS_VERSION=${PRODUCTION_JOBS_VERSION:-$(sed -n 's/^VERSION=//p' "$programs/version")}
    export PRODUCTION_JOBS_VERSION
  fi
  # The libraries that the image has beside its programs.
  [ ! -d "$programs/lib" ] || export LD_LIBRARY_PATH=$programs/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
}

# step TITLE: a heading.
step() { printf '\n==> %s\n' "$*"; }

# timed TITLE COMMAND...: under a heading; how long it took is a line of `times`.
# shellcheck disable=SC2034
times=''
timed() {
  local begin=$SECONDS
  step "$1"
  "${@:2}"
  times+=$(printf '%5d s  %s' $((SECONDS - begin)) "$1")$'\n'
}

# progress_in LOG: the last `[3/14]` in it, which swift build writes once it has fetched packages.
progress_in() {
  local parts
  parts=$(grep -oE '^\[[0-9]+/[0-9]+\]' "$1" | tail -n 1) || parts=begun
  echo "$parts"
}

# watched TITLE COMMAND...: shows on a line every ten seconds how far the command is, and all of its output where it fails.
watched() {
  local title=$1 begin=$SECONDS log status=0 ticks
  log=$(mktemp)
  shift
  # In this shell, whose child may be what is waited for.
  {
    trap 'kill "$pause" && exit' TERM
    while sleep 10 & pause=$! && wait "$pause"; do
      printf '  %s: %s, %d s\n' "$title" "$(progress_in "$log")" $((SECONDS - begin))
    done
  } &
  ticks=$!
  "$@" >"$log" 2>&1 || status=$?
  { kill "$ticks" && wait "$ticks"; } 2>/dev/null || true
  [ $status -eq 0 ] || cat "$log" >&2
  rm -f "$log"
  printf '%s: %d s\n' "$title" $((SECONDS - begin))
  return $status
}

# quietly COMMAND...: shows the command's output only when it fails.
quietly() {
  local output status=0
  output=$("$@" 2>&1) || status=$?
  [ $status -eq 0 ] || printf '%s\n' "$output" >&2
  return $status
}
