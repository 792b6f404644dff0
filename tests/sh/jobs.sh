# shellcheck shell=sh disable=SC2034
# set_jobs EACH MOST: $jobs is $JOBS, or EACH for each CPU, but at most MOST
set_jobs() {
    jobs=${JOBS:-$(($1 * $(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)))}
    [ -n "${JOBS:-}" ] || [ "$jobs" -le "$2" ] || jobs=$2
}
