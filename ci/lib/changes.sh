# shellcheck shell=bash
# What a change did to the jobs. Needs common.sh.

# changed_jobs BASE HEAD: the names, a line each, of the jobs whose files in generated/ HEAD has and BASE hasn't like that.
changed_jobs() {
  local name
  git diff-tree -r -z --name-only --no-renames --diff-filter=d "$1" "$2" -- generated |
    while IFS= read -r -d '' path; do
      # The one file that is of no job.
      [ "$path" != generated/job.schema.json ] || continue
      name=${path#generated/}
      # What was run stays there, and is not run any more.
      [[ $name != retired/* ]] || continue
      name=${name%%/*}
      [[ $name =~ ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$ ]] || fail 65 "expected a job's name in generated/, found $(quoted "$name")"
      echo "$name"
    done | LC_ALL=C sort -u
}
