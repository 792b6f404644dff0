# shellcheck shell=sh disable=SC2034,SC2154
# picture.sh: pictures of what a test has seen; sourced after lib.sh.

# draw TITLE: facts on stdin, as a picture (SVG) on stdout. The facts of
# one-bit.t, a line each:
#
#     stopped B          the server is stopped; B is the bit of SIGCHLD
#     child N B          client N has closed, and child N has ended
#     goes-on B          the server runs again, and its handler has run
#     server-vN R Z      how many children it has reaped, and how many zombies
#
# The facts of who-has.t:
#
#     panel TEXT         what has happened
#     has PROCESS [FD STATE]...      the sockets that it has then
draw() {
    LC_ALL=C awk -v title="$1" '
function text(x, y, class, s) {
    texts = texts sprintf("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n",
        class, x, y, s)
}
function arrow(from, to, y, label) {
    lines = lines sprintf("<path d=\"M%d %dH%dm-9 -4l9 4l-9 4\"/>\n",
        from, y, to)
    text((from + to) / 2, y - 6, "middle", label)
}
function box(x, y, wide, high, class) {
    boxes = boxes sprintf("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" " \
        "height=\"%d\"/>\n", class, x, y, wide, high)
}
# A small box with a letter in it, around (x, y); class is on or off.
function cell(x, y, class, s) {
    box(x - 15, y - 18, 30, 26, class)
    text(x, y, "middle " class, s)
}
# The bit, and what has happened, in the next row.
function bit(value, s) {
    if (!y) {
        text(110, 40, "middle name", "five clients")
        text(360, 40, "middle name", "five children")
        text(620, 40, "middle name", "the server")
        text(800, 40, "middle name", "SIGCHLD pending?")
        y = 50
    }
    y += 40
    cell(800, y, value ? "on" : "off", value)
    if (s != "")
        text(620, y, "middle event", s)
}

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
    text(130, y, "name", $1)
    text(240, y, "", $1 == "server-v2" ? "calls wait once" : \
        "calls waitpid until no zombie is left")
    for (i = 1; i <= $2 + $3; i++)
        cell(520 + 36 * i, y, i > $2 ? "on" : "off", i > $2 ? "Z" : "")
    text(750, y, "", $2 " reaped, " $3 ($3 == 1 ? " zombie" : " zombies"))
}

# A panel is 320 wide: the client on the left, the server on the right.
$1 == "panel" {
    x = 20 + 316 * panels++
    sub(/^panel /, "")
    text(x, 36, "name", $0)
    y = 206
}
$1 == "has" && $2 == "client" {
    box(x, 112, 70, 40, "off")
    text(x + 35, 137, "middle", "client")
}
$1 == "has" && $2 != "client" {
    top = $2 == "parent" ? 54 : 140
    box(x + 122, top, 160, 72, "off")
    text(x + 134, top + 20, "name", $2)
    for (i = 3; i < NF; i += 2) {
        row = top + 20 * (i + 1) / 2
        text(x + 134, row, $(i + 1) == "LISTEN" ? "event" : "",
            $i ": " $(i + 1))
        if ($(i + 1) == "ESTABLISHED")
            lines = lines sprintf("<path d=\"M%d 132L%d %d\"/>\n", x + 70,
                x + 122, row - 5)
    }
}
END {
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" "
    printf "height=\"%d\" viewBox=\"0 0 960 %d\">\n", y + 30, y + 30
    print "<title>" title "</title>"
    print "<style>"
    print ".paper { fill: #ffffff }"
    print "text { font: 15px sans-serif; fill: #24292f }"
    print ".middle { text-anchor: middle } .event { fill: #57606a }"
    print ".name { font-weight: bold }"
    print "path { stroke: #24292f; stroke-width: 1.6; fill: none }"
    print "rect.on { fill: #c62828 } text.on { fill: #ffffff }"
    print "rect.off { fill: none; stroke: #8c959f }"
    print "@media (prefers-color-scheme: dark) {"
    print ".paper { fill: #0d1117 }"
    print "text { fill: #e6edf3 } .event { fill: #9da7b1 }"
    print "path { stroke: #e6edf3 } }"
    print "</style>"
    print "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>"
    printf "%s%s%s</svg>\n", boxes, lines, texts
}'
}

# check_picture NAME TITLE: check that ch05/NAME.svg is the picture of the facts
# on stdin. With PICTURE=FILE it also writes the picture to that file.
check_picture() {
    draw "$2" >"$tmp/$1.svg"
    [ -z "${PICTURE:-}" ] || cp "$tmp/$1.svg" "$PICTURE"
    try="PICTURE=ch05/$1.svg $here && git diff ch05"
    check_same 'the picture is that of this run' "ch05/$1.svg" "$tmp/$1.svg"
    if have xmllint 'the picture is XML'; then
        check 'the picture is XML' '' "$(xmllint --noout "$tmp/$1.svg" 2>&1)"
    fi
    try=''
}
