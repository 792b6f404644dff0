# shellcheck shell=sh disable=SC2154
# lesson: after the client's FIN all comes back
# why: A FIN says: I send no more. The client still reads.
# hint: End of file is what read says after the last byte. First echo that one.
# see: half-close, UNP 6.6

start
served 1
# Everything, the FIN too, is there before the server reads.
# shellcheck disable=SC2046,SC2086  # a word for each pid
{
    signal STOP $base $(new)
    ask put 1 50000
    ask fin 1
    signal CONT $base $(new)
}
try 'all 50000 bytes come back' get 1 50000
