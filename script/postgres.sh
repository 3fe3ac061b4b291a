# A throwaway PostgreSQL cluster made from Debian's package, for tests and measurements; to be sourced.
#
#   start_postgres NAME [SETTING=VALUE ...]   starts one and exports its address as NAME, unless NAME is set already
#   end_postgres                              stops and removes it
cluster=

# PostgreSQL refuses to run as root; Debian's package brings a user for it.
as_owner() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

find_postgres() {
  local place
  for place in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr) "$(pg_config --bindir 2>/dev/null || true)"; do
    if [ -x "$place/initdb" ] && [ -x "$place/pg_ctl" ]; then echo "$place"; return; fi
  done
  return 1
}

start_postgres() {
  local name=$1 secret port setting options
  shift
  [ -n "${!name:-}" ] && return
  bin=$(find_postgres) || return 1
  cluster=$(mktemp -d /tmp/srikandi-pg.XXXXXX)
  secret=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  printf '%s\n' "$secret" >"$cluster/secret"
  if [ "$(id -u)" = 0 ]; then chown -R postgres "$cluster"; fi
  as_owner "$bin/initdb" -D "$cluster/pages" -U srikandi -A scram-sha-256 --pwfile="$cluster/secret" -E UTF8 \
    --locale=C.UTF-8 --no-sync >"$cluster/log" 2>&1 || { cat "$cluster/log" >&2; return 1; }
  options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$cluster"
  for setting in "$@"; do options="$options -c $setting"; done
  as_owner "$bin/pg_ctl" -D "$cluster/pages" -w -t 60 -l "$cluster/pages/log" -o "$options" start >/dev/null 2>&1 \
    || { cat "$cluster/pages/log" >&2; return 1; }
  export "$name=postgresql+psycopg://srikandi:$secret@127.0.0.1:$port/postgres"
}

end_postgres() {
  [ -z "$cluster" ] && return
  as_owner "$bin/pg_ctl" -D "$cluster/pages" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$cluster"
}
