/**
 * What the watchdog of {@link OrphanWatchdog} does, for any POSIX shell. Its input has a line for each change: `service MARK PID SESSION CHILD…` (SESSION is `-`
 * where the service leads none, CHILD… were let go), `over MARK`. Once it ends, services may end by themselves for a while, in order; what is left of them and
 * of what they started, told by session and by mark, gets SIGTERM, and two seconds later SIGKILL.
 *
 * Where there is no /proc, as on macOS, `ps` is asked; it lists groups and no sessions.
 */
export const orphanScript = `
trap '' HUP INT QUIT TERM PIPE
services=
newline='
'
while read -r what mark rest; do
  kept=
  IFS=$newline
  for line in $services; do
    [ "\${line%% *}" = "$mark" ] || kept="$kept$line$newline"
  done
  unset IFS
  services=$kept
  [ "$what" = service ] && services="$services$mark $rest$newline"
done
[ -n "$services" ] || exit 0

pids=' ' sessions=' ' free=' ' marks=
IFS=$newline
for line in $services; do
  unset IFS
  set -- $line
  marks="$marks -e $1"
  pids="$pids$2 "
  [ "$3" = - ] || sessions="$sessions$3 "
  shift 3
  for child; do free="$free$child "; done
done
unset IFS

# Whether a process runs: one that has ended may still have its number.
isRunning() {
  [ -r /proc/self/stat ] || { kill -0 "$1" 2>/dev/null; return; }
  read -r line 2>/dev/null < "/proc/$1/stat" || return 1
  set -- \${line##*) }
  [ "$1" != Z ] && [ "$1" != X ]
}

anyService() {
  for pid in $pids; do isRunning "$pid" && return 0; done
  return 1
}

# One line for each process: number, and session or group.
allProcesses() {
  if [ -r /proc/self/stat ]; then
    for stat in /proc/[0-9]*/stat; do
      read -r line 2>/dev/null < "$stat" || continue
      pid=\${line%% *}
      set -- \${line##*) }
      case $1 in Z | X) ;; *) echo "$pid $4" ;; esac
    done
  else
    ps -ax -o pid=,pgid=,state= | while read -r pid group state; do
      case $state in Z*) ;; *) echo "$pid $group" ;; esac
    done
  fi
}

markedProcesses() {
  if [ -r /proc/self/stat ]; then
    grep -lsF $marks /proc/[0-9]*/environ | while read -r file; do
      file=\${file#/proc/}
      echo "\${file%/environ}"
    done
  else
    ps -axEww -o pid=,command= | grep -F $marks | while read -r pid rest; do echo "$pid"; done
  fi
}

# What is to end: marked, or in the session of a service that has ended; neither let go nor started by what was let go.
findTargets() {
  marked=" $(markedProcesses | tr '\\n' ' ') "
  targets=$(allProcesses | while read -r pid session; do
    case $free in *" $session "*) continue ;; esac
    case $marked in *" $pid "*) echo "$pid"; continue ;; esac
    case $sessions in *" $session "*) isRunning "$session" || echo "$pid" ;; esac
  done)
  [ -n "$targets" ]
}

round=0
while [ $round -lt 22 ] && anyService; do sleep 0.2; round=$((round + 1)); done
findTargets || exit 0
kill -s TERM $targets 2>/dev/null
round=0
while [ $round -lt 20 ] && findTargets; do sleep 0.1; round=$((round + 1)); done
round=0
while [ $round -lt 10 ] && findTargets; do
  kill -s KILL $targets 2>/dev/null
  sleep 0.1
  round=$((round + 1))
done
exit 0
`;
