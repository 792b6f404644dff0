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
    [ -n "$stays" ] || children_end 30 || stays=yes
    settle
done
need_end 150
no_zombie 100 '3 clients'
[ "$forks" != no ] || cannot 'it starts no process for a client'
