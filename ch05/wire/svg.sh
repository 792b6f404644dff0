#!/bin/sh
# svg.sh: what wire has printed, on stdin, as a picture (SVG) on stdout.
#
#     ch05/wire/wire <commands | sh ch05/wire/svg.sh >picture.svg
#
# Time runs downwards. Each line of the text is a row; a segment starts in its
# own row, and ends where it arrives. Pids are left out.
LC_ALL=C exec awk '
function escaped(s) {
    gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/>/, "\\&gt;", s)
    return s
}
# The height of a row.
function y(row) { return 62 + 26 * row }
# A text beside the time line of that side.
function beside(side, row, class, s) {
    texts = texts sprintf("<text class=\"%s\" x=\"%d\" y=\"%d\"%s>%s</text>\n",
        class, side == "left" ? 278 : 682, y(row) + 4,
        side == "left" ? " text-anchor=\"end\"" : "", escaped(s))
}
# The states of both sides, where they change.
function states(row, client, server, port) {
    if (client != shown["left" port])
        beside("left", row, "state", client)
    if (server != shown["right" port])
        beside("right", row, "state", server)
    shown["left" port] = client
    shown["right" port] = server
}
# The matrix that moves to (px, py) and turns to the slope m, which is small;
# with k = -1 it also turns by half a circle.
function matrix(px, py, m, k,    c) {
    c = k / (1 + m * m / 2)
    return sprintf("transform=\"matrix(%.3f %.3f %.3f %.3f %d %d)\"",
        c, m * c, -m * c, c, px, py)
}
# The arrow of segment n, to row e; part is how far it gets. Its label is near
# the end, where there is more room between it and the arrow before it.
function arrow(n, e, part,    x1, dx, y1, dy, m, lost, at) {
    lost = part < 1
    at = lost ? .25 : e - start[n] > 3 ? .8 : .67
    x1 = from[n] == "left" ? 292 : 668
    dx = from[n] == "left" ? 376 : -376
    y1 = y(start[n])
    dy = y(e) - y1
    m = dy / dx
    arrows = arrows sprintf("<g class=\"%s\"><path d=\"M%d %dL%d %d\"/>\n" \
        "<path %s d=\"%s\"/>\n<text text-anchor=\"middle\" %s>%s</text></g>\n",
        lost ? "lost" : label[n] ~ /RST/ ? "reset" : "segment",
        x1, y1, x1 + part * dx, y1 + part * dy,
        matrix(x1 + part * dx, y1 + part * dy, m, dx < 0 ? -1 : 1),
        lost ? "M-6 -6L6 6M-6 6L6 -6" : "M-9 -4L0 0L-9 4",
        matrix(x1 + at * dx, y1 + at * dy - 5, m, 1),
        escaped(n ": " label[n]))
}

# The names of the programs are before " on 192.0.2.".
NR == 1 {
    split($0, name, / on 192[.]0[.]2[.][12]/)
    left = name[1]; right = name[2]
    gsub(/^ +/, "", left); gsub(/^ +/, "", right)
    next
}
NR == 2 && /prints: listening on/ { next }
{
    port = $0 ~ / port [0-9]+$/ ? $NF : ""
    line = $0
    sub(/ port [0-9]+$/, "", line)
    n = split(line, word, " ")
}
line ~ /^ *[0-9]+  [A-Z]/ {                     # a segment
    number = word[1]
    label[number] = line
    sub(/^ *[0-9]+  [A-Z_0-9]+ +[-<X]-[-] /, "", label[number])
    sub(/ +--[->X]  [A-Z_0-9]+$/, "", label[number])
    if (port != "") label[number] = label[number] " port " port
    from[number] = line ~ /(-->|--X)  / ? "left" : "right"
    start[number] = row
    states(row, word[2], word[n], port)
    order[++segments] = number
    if (line ~ /--X  |  X--/) gone[number] = 1
    row++
    next
}
line ~ /^     [A-Z_]+[A-Z_0-9]*  +[A-Z_]+[A-Z_0-9]*$/ {       # only states
    states(row++, word[1], word[2], port)
    next
}
n == 2 && word[2] == "arrives" {
    end[word[1]] = row++
    next
}
n == 3 && word[1] ~ /^[0-9]+$/ && word[3] == "lost" {
    gone[word[1]] = row++
    next
}
/is still on the cable/ { gone[word[1]] = row; next }
line ~ /^     Title: / { heading = substr(line, 13); next }
{
    sub(/^ +/, "", line)
    sub(/^Note: /, "", line)
    line = length(line) > 45 ? substr(line, 1, 43) "..." : line
    gsub(/(child|zombie|server|client) [0-9]+/, "&#", line)
    gsub(/ [0-9]+#/, "", line)
    if ($0 ~ /^     [^ ]/)
        beside("left", row, "event", line)
    else if ($0 ~ /^                      [^ ]/)
        texts = texts sprintf("<text class=\"event\" x=\"480\" y=\"%d\" " \
            "text-anchor=\"middle\">%s</text>\n", y(row) + 4, escaped(line))
    else
        beside("right", row, "event", line)
    row++
}
END {
    for (i = 1; i <= segments; i++) {
        n = order[i]
        if (n in gone)
            arrow(n, gone[n] > start[n] ? gone[n] : start[n] + 1, .5)
        else
            arrow(n, n in end ? end[n] : start[n] + 1, 1)
    }
    height = y(row) + 30
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" "
    printf "height=\"%d\" viewBox=\"0 0 960 %d\">\n", height, height
    print "<style>"
    print ".paper { fill: #ffffff }"
    print "text { font: 14px sans-serif; fill: #24292f }"
    print ".state, .title { font-weight: bold } .title { font-size: 16px }"
    print ".event { fill: #57606a } .lost text, .reset text { fill: #c62828 }"
    print "path { stroke: #24292f; stroke-width: 1.6; fill: none }"
    print ".lost path, .reset path { stroke: #c62828 }"
    print ".time { stroke: #8c959f }"
    print "@media (prefers-color-scheme: dark) {"
    print ".paper { fill: #0d1117 }"
    print "text { fill: #e6edf3 } .event { fill: #9da7b1 }"
    print ".lost text, .reset text { fill: #ff7b72 }"
    print "path { stroke: #e6edf3 } .time { stroke: #6e7681 }"
    print ".lost path, .reset path { stroke: #ff7b72 } }"
    print "</style>"
    print "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>"
    if (heading != "")
        printf "<text class=\"title\" x=\"480\" y=\"28\" " \
            "text-anchor=\"middle\">%s</text>\n", escaped(heading)
    printf "<text class=\"title\" x=\"290\" y=\"28\" text-anchor=\"middle\">"
    printf "%s</text>\n", escaped(left)
    printf "<text class=\"title\" x=\"670\" y=\"28\" text-anchor=\"middle\">"
    printf "%s</text>\n", escaped(right)
    printf "<path class=\"time\" d=\"M290 40V%dM670 40V%d\"/>\n", height - 10,
        height - 10
    printf "%s%s</svg>\n", texts, arrows
}'
