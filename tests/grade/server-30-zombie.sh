# shellcheck shell=sh disable=SC2154
# lesson: three clients in turn leave no zombie
# why: A child that no process waits for stays in the table: a zombie.
# hint: The kernel tells the parent of each death: which signal is it?
# see: why-reap, UNP 5.7-5.9

start
for i in 1 2 3; do
    served "$i"
    [ -n "$(new)" ] || forks=no
    settle
    ask close "$i"
    soon 150 alive "$size"
    settle
done
soon 100 zombies 0 ||
    fail "$count left" 'no zombie' "$count zombies after 3 clients"
[ "$forks" != no ] || cannot 'it starts no process for a client'
