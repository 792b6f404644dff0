# shellcheck shell=sh
# lesson: five children end while it is stopped
# why: Signals merge: one SIGCHLD may stand for five deaths.
# hint: One signal, many children: ask until there is none left.
# see: zombies, UNP 5.10

start
end_together 5
