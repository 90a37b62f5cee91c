# shellcheck shell=bash
# The sandbox's processes: each leads a session of its own, and NAME.pid in the home holds its id.
# Needs common.sh.

# group_members PID: "pid arguments" of every living process of the group.
group_members() {
  ps -eo pid=,pgid=,stat=,args= | awk -v group="$1" '$2 == group && $3 !~ /^Z/ { $2 = $3 = ""; print }'
}

# sandbox_group HOME NAME: the process group that NAME.pid names, while it is this home's.
# A process id can be reused; what we start carries the home's path in its arguments.
sandbox_group() {
  local pid
  pid=$(cat "$1/$2.pid" 2>/dev/null) || return 1
  [[ $pid =~ ^[0-9]+$ ]] || return 1
  # No pipe into grep -q: it ends before its writer, which pipefail takes for a failure.
  [[ $(group_members "$pid") == *"$1"* ]] || return 1
  echo "$pid"
}

# sandbox_running HOME NAME: the leader itself lives, not only its children.
sandbox_running() {
  local pid
  pid=$(sandbox_group "$1" "$2") && [ -n "$(group_members "$pid" | awk -v pid="$pid" '$1 == pid')" ]
}

# sandbox_stop HOME NAME...: TERM to each group, KILL to what is left after a few seconds.
sandbox_stop() {
  local home=$1 name pid groups=() deadline
  shift
  for name in "$@"; do
    if pid=$(sandbox_group "$home" "$name"); then
      groups+=("$pid")
      kill -TERM -- "-$pid" 2>/dev/null || true
    fi
  done
  for pid in ${groups[@]+"${groups[@]}"}; do
    deadline=${deadline:-$((SECONDS + 8))}
    while [ -n "$(group_members "$pid")" ]; do
      if [ $SECONDS -ge "$deadline" ]; then
        kill -KILL -- "-$pid" 2>/dev/null || true
      fi
      sleep 0.2
    done
  done
  for name in "$@"; do
    rm -f "$home/$name.pid"
  done
}

# sandbox_start OPTION...: ci/dagster/start, with its two lines as exported variables.
sandbox_start() {
  local settings
  settings=$("$ROOT/ci/dagster/start" "$@") || return 1
  eval "$settings"
  export DAGSTER_URL DAGSTER_HOME
}
