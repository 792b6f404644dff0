#!/bin/sh
# test: where the system refuses the hosts, wire says why, and the ways out

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

# Where unshare and ip can make hosts, wire can make them, too. Otherwise all
# tests of the wire would be skipped, as if the system refused it.
if have hosts 'wire makes hosts where unshare makes them'; then
    check 'wire makes hosts where unshare makes them' '' "$(lacks_wire)"
fi
need wire 'a system that refuses the hosts'
# In a user namespace that may not have another one, nor a network.
none='echo 0 >/proc/sys/user/max_user_namespaces &&
    echo 0 >/proc/sys/user/max_net_namespaces &&
    exec ch05/wire/wire'
need userns 'a system that refuses the hosts'
launch refused unshare -Ur sh -c "$none"
wait_end "$pid"
check 'exit status' 1 "$status"
check 'stdout' '' "$(cat "$tmp/refused.out")"
check 'what is refused, why, and the ways out' \
"wire: no hosts: a user namespace is refused: user.max_user_namespaces is 0
    sudo sysctl user.max_user_namespaces=1000   allows it to all
    sudo ch05/wire/wire   (client and server still run as you)
    in a container: --cap-add SYS_ADMIN --cap-add NET_ADMIN" \
    "$(cat "$tmp/refused.err")"

# A host that was not made has no processes. Outside of its user namespace wire
# cannot see on which host a process is: it must not take it for one of that
# host. The process of this test is in a process namespace, so that a wire that
# is wrong ends nothing else.
if have nested 'a refused host ends no process of the user'; then
    cat >"$tmp/alone.sh" <<'END'
sleep 60 &
unshare -Ur sh -c 'echo 1 >/proc/sys/user/max_net_namespaces &&
    echo 0 >/proc/sys/user/max_user_namespaces && exec ch05/wire/wire'
echo "exit status $?"
kill $! && wait $!
echo "the other process: $?"
END
    launch alone unshare -Urpf --mount-proc sh "$tmp/alone.sh"
    wait_end "$pid"
    check 'a refused host ends no process of the user' \
'exit status 1
the other process: 143' "$(cat "$tmp/alone.out")"
    check '... the message' "wire: no hosts: a network namespace is refused: \
$(reason ENOSPC)" "$(sed 1q "$tmp/alone.err")"
fi

# The first thing that wire sends is a request to the kernel.
if have inject 'a request that the system refuses'; then
    launch inject strace -D -o /dev/null -e inject=sendto:error=EPERM \
        ch05/wire/wire
    wait_end "$pid"
    check 'a request that the system refuses' "1 wire: no hosts: a pair of \
interfaces (veth) is refused: $(reason EPERM)" \
        "$status $(sed 1q "$tmp/inject.err")"
fi

# Under sudo, root's rights make the hosts, and the programs run as the caller.
need root 'under sudo'
if have setpriv 'a kernel that refuses the interfaces'; then
    launch weak setpriv --bounding-set=-net_admin ch05/wire/wire
    wait_end "$pid"
    check 'a kernel that refuses the interfaces' "1 wire: no hosts: a pair of \
interfaces (veth) is refused: $(reason EPERM)" \
        "$status $(sed 1q "$tmp/weak.err")"
fi
need exec 'programs in the folder for temporary files'
cat >"$tmp/whoami" <<'END'
#!/bin/sh
id -u
id -g
id -G
END
chmod 755 "$tmp" "$tmp/whoami"
export SUDO_UID=65534 SUDO_GID=65533
groups=''
setpriv --groups=65532 true 2>"$tmp/why" && groups='setpriv --groups=65532'
# shellcheck disable=SC2086  # the words of a command, or none
launch sudo $groups ch05/wire/wire ch05/server-v3 "$tmp/whoami"
wait_end "$pid"
check 'under sudo: uid, gid and groups of the client' '65534
65533
65533' "$(sed -n 's/.*client prints: //p' "$tmp/sudo.out")"
# A user who is not root stays that user, whoever has called sudo.
if have setpriv 'a user whose group has another number'; then
    launch user setpriv --reuid=65534 --regid=65533 --clear-groups \
        ch05/wire/wire ch05/server-v3 "$tmp/whoami"
    wait_end "$pid"
    check 'a user: uid, gid and groups of the client' '65534
65533
65533' "$(sed -n 's/.*client prints: //p' "$tmp/user.out")"
fi
finish_tests
