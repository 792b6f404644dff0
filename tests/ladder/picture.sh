#!/bin/sh
# picture.sh: the facts of one-bit.t, on stdin, as a picture (SVG) on stdout
#
#     stopped B          the server is stopped; B is the bit of SIGCHLD
#     child N B          client N has closed, and child N has ended
#     goes-on B          the server runs again, and its handler has run
#     server-vN R Z      how many children it has reaped, and how many zombies
LC_ALL=C exec awk '
function text(x, y, class, s) {
    texts = texts sprintf("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n",
        class, x, y, s)
}
function arrow(from, to, y, label) {
    arrows = arrows sprintf("<path d=\"M%d %dH%dm-9 -4l9 4l-9 4\"/>\n",
        from, y, to)
    text((from + to) / 2, y - 6, "middle", label)
}
# A box at (x, y) with a letter in it; class is on or off.
function box(x, y, class, s) {
    boxes = boxes sprintf("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"30\" " \
        "height=\"26\"/>\n", class, x - 15, y - 18)
    text(x, y, "middle " class, s)
}
# The bit, and what has happened, in the next row.
function bit(value, s) {
    y += 40
    box(800, y, value ? "on" : "off", value)
    if (s != "")
        text(620, y, "middle event", s)
}

BEGIN { y = 50 }
$1 == "stopped" { bit($2, "is stopped (SIGSTOP)") }
$1 == "child" {
    bit($3, "")
    text(110, y, "middle", "client " $2 " closes")
    arrow(180, 280, y - 4, "FIN")
    text(360, y, "middle", "child " $2 " ends")
    arrow(440, 740, y - 4, "SIGCHLD")
}
$1 == "goes-on" { bit($2, "goes on: the handler runs once") }
/^server-v/ {
    y += 46
    text(130, y, "state", $1)
    text(240, y, "", $1 == "server-v2" ? "calls wait once" : \
        "calls waitpid until no zombie is left")
    for (i = 1; i <= $2 + $3; i++)
        box(520 + 36 * i, y, i > $2 ? "on" : "off", i > $2 ? "Z" : "")
    text(750, y, "", $2 " reaped, " $3 ($3 == 1 ? " zombie" : " zombies"))
}
END {
    height = y + 30
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" "
    printf "height=\"%d\" viewBox=\"0 0 960 %d\">\n", height, height
    print "<title>Five children end, and one bit is set</title>"
    print "<style>"
    print ".paper { fill: #ffffff }"
    print "text { font: 15px sans-serif; fill: #24292f }"
    print ".middle { text-anchor: middle } .event { fill: #57606a }"
    print ".state { font-weight: bold }"
    print "path { stroke: #24292f; stroke-width: 1.6; fill: none }"
    print "rect.on { fill: #c62828 } text.on { fill: #ffffff }"
    print "rect.off { fill: none; stroke: #8c959f }"
    print "@media (prefers-color-scheme: dark) {"
    print ".paper { fill: #0d1117 }"
    print "text { fill: #e6edf3 } .event { fill: #9da7b1 }"
    print "path { stroke: #e6edf3 } }"
    print "</style>"
    print "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>"
    text(110, 40, "middle state", "five clients")
    text(360, 40, "middle state", "five children")
    text(620, 40, "middle state", "the server")
    text(800, 40, "middle state", "SIGCHLD pending?")
    printf "%s%s%s</svg>\n", boxes, arrows, texts
}'
