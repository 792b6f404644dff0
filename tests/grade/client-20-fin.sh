# shellcheck shell=sh disable=SC2154
# lesson: the FIN is noticed while it waits for a key
# why: It blocks in one read, and the FIN comes to another descriptor.
# hint: Which call waits for two descriptors at once?
# see: poll-client, UNP 5.12, 6.4

keyboard
type_line 'are you there?'
line_comes 'are you there?'
line_back 'are you there?'
settle
ask close 1
ends 'it ends when the server has closed the connection'
