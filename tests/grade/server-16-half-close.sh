# shellcheck shell=sh disable=SC2046,SC2086,SC2154
# lesson: after the client's FIN all comes back
# why: A FIN says: I send no more. The client still reads.
# hint: End of file is what read says after the last byte. First echo that one.
# see: half-close, UNP 6.6

need_bytes
start
served 1
# Everything, the FIN too, is there before the server reads.
number=50000
! slowly || number=2000
fact stop=ends || freeze $base $(new)
ask put 1 $number
ask fin 1
fact stop=ends || signal CONT $base $(new)
try "all $number bytes come back" get 1 $number
