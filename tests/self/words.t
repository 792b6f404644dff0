#!/bin/sh
# test: the pages keep the words and the type that the house style asks for
#
# A call, constant, signal or state stands in `code font`, because accept, read,
# wait and close are English words. A connection has two sides; an end is the
# end of a process. tests/self/zh.t looks at the Chinese pages.

. "$(dirname "$0")/../sh/lib.sh"

# prose PAGE...: print each paragraph, list item and table row on one line, as
# "PAGE:LINE: TEXT". What is in `code font` becomes a single `, and transcripts,
# headings and the targets of links are left out.
prose() {
    awk '
    function flush() {
        if (text == "") return
        gsub(/`[^`]*`/, "`", text)
        gsub(/\]\([^)]*\)/, "]", text)
        print where text
        text = ""
    }
    FNR == 1 { flush(); code = 0 }
    /^```/ { flush(); code = !code; next }
    code { next }
    /^(    |#|!\[)/ || /^$/ { flush(); next }
    /^(\||- |[0-9]+\. )/ { flush() }
    {
        if (text == "")
            where = FILENAME ":" FNR ": "
        sub(/^ +/, "")
        text = text (text == "" ? "" : " ") $0
    }
    END { flush() }' "$@"
}

# none TEXT PATTERN: check that no paragraph matches
none() {
    check "$1" '' "$(grep -E -e "$2" "$tmp/prose")"
}

# The tables of ch05/yours have the texts that the grader prints.
for page in README.md ch05/*.md ch05/*/*.md tests/*.md tests/*/*.md; do
    case $page in *.zh.md) ;; *) echo "$page" ;; esac
done >"$tmp/pages"
# shellcheck disable=SC2046  # no page has a space in its name
prose $(cat "$tmp/pages") | grep -v '^ch05/yours/README.md:[0-9]*: |' \
    >"$tmp/prose"
check_range 'paragraphs, items and rows' 300 3000 \
    "$(($(wc -l <"$tmp/prose")))"

before='(^|[^A-Za-z0-9_])' after='($|[^A-Za-z0-9_])'
none 'signals without code font' "${before}SIG[A-Z]+s?$after"
none 'errors without code font' "${before}E(INTR|AGAIN|[MN]FILE|PIPE|CHILD|BADF\
|CONN[A-Z]+|TIMEDOUT|[A-Z]+UNREACH|ADDR[A-Z]+|ALREADY|ISCONN|PROTO|INVAL)$after"
none 'states without code font' "${before}(LISTEN|ESTABLISHED|SYN_SENT|SYN_RCVD\
|FIN_WAIT[12]|(TIME|CLOSE)_WAIT|LAST_ACK|CLOSING|CLOSED)s?$after"
none 'constants without code font' \
    "${before}((SA|SO|INADDR|SHUT)_[A-Z]+|W(NOHANG|UNTRACED|CONTINUED))$after"
none 'programs of the ladder without code font' \
    "${before}(server|client)-v[1-3]($|[^A-Za-z0-9_.]|[.][^c])"
calls='accept|read|write|wait|waitpid|fork|connect|poll|close|exit|bind|listen'
verbs='returns|fails|sends|is|has|does|blocks|waits|copies|succeeds|calls|puts'
none 'sentences that begin with a call without code font' \
    "(: [*]*|[.?!][)\"]* )($calls|select|signal|sigaction|printf) ($verbs) "
none 'the end of a client or a server' \
    "(client|server|child|peer)'s ends?$after"
none 'both ends, the other end' '(both|the other|their) ends?[^a-z ]'
none 'mend' "${before}mend(s|ed)?$after"
none 'hundredths of a second in a measurement' '[0-9]+ hundredths of a second'
none 'an RST' "${before}an RST$after"

# A table row, a heading, a transcript and an entry of an index may be longer.
# shellcheck disable=SC2046
check 'lines of prose of more than 80 columns' '' \
    "$(awk '/^ *```/ { code = !code }
        length > 80 && !code && !/^(    |#|\||- \[.*\]\(#)/ {
            print FILENAME ": " FNR }' $(cat "$tmp/pages"))"
finish_tests
