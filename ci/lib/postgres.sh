# shellcheck shell=bash
# A PostgreSQL of one's own on 127.0.0.1. Needs common.sh.

# postgres ACTION...: pg_ctl on our own database; not as root, which it refuses.
postgres() {
  local command=("$pg_bin/pg_ctl" -D "$database" -w -t 60 -l "$database.log" "$@")
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "${command[@]}"; else "${command[@]}"; fi
}

# start_postgres FOLDER: sets `database`, `pg_bin` and `postgres_url`; `postgres stop -m immediate` ends it.
start_postgres() {
  local port as=()
  pg_bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
  [ -x "$pg_bin/pg_ctl" ] || die "found no PostgreSQL: install Debian's package postgresql, or do without"
  database=$1
  port=$(python3 -c 'import socket
with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    print(s.getsockname()[1])')
  if [ "$(id -u)" = 0 ]; then as=(runuser -u postgres --); fi
  mkdir "$database"
  [ "$(id -u)" != 0 ] || { chown postgres "$database" && install -o postgres /dev/null "$database.log"; }
  quietly "${as[@]}" "$pg_bin/initdb" -D "$database" -A trust -U dagster
  printf "port = %s\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '%s'\n" "$port" "$database" |
    "${as[@]}" tee -a "$database/postgresql.conf" >/dev/null
  quietly postgres start
  # shellcheck disable=SC2034 # for the caller
  postgres_url=postgresql://dagster@127.0.0.1:$port/postgres
}
