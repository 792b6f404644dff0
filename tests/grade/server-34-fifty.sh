# shellcheck shell=sh
# lesson: fifty children end while it is stopped
# why: There is no number of children that is enough for all times.
# hint: Only the kernel knows how many have ended. What does waitpid return?
# see: zombies, UNP 5.10

start
end_together 50
