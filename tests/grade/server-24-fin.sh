# shellcheck shell=sh
# lesson: the client's FIN is answered with a FIN
# why: The FIN is sent when the last process has closed the connection.
# hint: After fork two processes have it open. Which of them needs it?
# see: fd-leak, UNP 4.8

start
served 1
ask fin 1
try 'the server closes the connection, too' end 1
