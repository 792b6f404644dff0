# shellcheck shell=sh disable=SC2154
# lesson: the FIN is noticed while it waits for a key
# why: It blocks in one read, and the FIN comes to another descriptor.
# hint: Which call waits for two descriptors at once?
# see: poll-client, UNP 5.12, 6.4

keyboard
type_line 'are you there?'
try 'the client sends the line' want 1 'are you there?'
ask send 1 'are you there?'
settle
ask close 1
ends 'it ends when the server has closed the connection'
