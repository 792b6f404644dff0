#!/bin/sh
# plot.sh TITLE: reads the tables of GROW=1 and prints the one with this title
# as an SVG picture: a line for each column but the last, which is a ratio
#
#   GROW=1 tests/bench/bench >grow.txt
#   sh tests/bench/plot.sh 'clients that stay: connections/s' <grow.txt >a.svg

title=${1:-clients that stay: connections/s}
awk -v title="$title" '
    function x(size) { return 70 + 450 * log(size) / log(largest) }
    function y(value) { return 250 - 210 * value / most }
    function text(tx, ty, anchor, what) {
        printf "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
            tx, ty, anchor, what
    }
    # The steps of the scale: 1, 2 or 5 times a power of ten, at most six.
    function step(value,    s) {
        s = 10 ^ int(log(value) / log(10) - 1)
        while (value / s > 6)
            s *= s "" ~ /^2/ ? 2.5 : 2
        return s
    }
    !found { found = $0 == title; next }
    NF == 0 { exit }
    !names { for (names = 1; names < NF; names++) name[names] = $names
        names = NF - 1; next }
    {
        size[++rows] = $1
        for (i = 1; i <= names; i++) {
            value[rows, i] = $(i + 1)
            if ($(i + 1) + 0 > most) most = $(i + 1) + 0
        }
    }
    END {
        if (rows < 2) {
            print "plot.sh: no table \"" title "\"" | "cat >&2"
            exit 1
        }
        largest = size[rows]
        split("#c00000 #0060c0 #808080", colour, " ")
        print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\"",
            "height=\"300\" font-family=\"sans-serif\" font-size=\"13\">"
        print "<rect width=\"640\" height=\"300\" fill=\"white\"/>"
        text(320, 20, "middle", title)
        for (v = 0; v <= most; v += step(most)) {
            printf "<path d=\"M70 %.1fH520\" stroke=\"#dddddd\"/>\n", y(v)
            text(62, y(v) + 4, "end", v)
        }
        for (r = 1; r <= rows; r++)
            text(x(size[r]), 270, "middle", size[r])
        for (i = 1; i <= names; i++) {
            printf "<polyline fill=\"none\" stroke-width=\"2\" " \
                "stroke=\"%s\" points=\"", colour[i]
            for (r = 1; r <= rows; r++)
                if (value[r, i] != "-")
                    printf "%.1f,%.1f ", x(size[r]), y(value[r, i])
            print "\"/>"
            printf "<path d=\"M535 %dh20\" stroke-width=\"2\" " \
                "stroke=\"%s\"/>\n", 56 + 20 * i, colour[i]
            text(560, 60 + 20 * i, "start", name[i])
        }
        print "</svg>"
    }'
