# shellcheck shell=sh disable=SC2154
# lesson: the client's FIN is answered with a FIN
# why: The FIN is sent when the last process has closed the connection.
# hint: After fork two processes have it open. Which of them needs it?
# see: fd-leak, UNP 4.8

start
served 1
ask fin 1
ask end 1 || {
    sentence=
    [ "${answer%%:*}" != RST ] ||
        sentence='+SO_LINGER, or bytes that it has not read, make close a RST.'
    fail "${answer%%:*}" 'the server closes the connection, too' "$answer" \
        "$sentence"
}
