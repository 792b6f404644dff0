# zh.awk: what a page and its translation have in common, a line for each
# thing: headings, code, rows of tables, and for each block the words in code
# font, the links, the sections of the book and other numbers with a point,
# sorted. LEFT_OUT in the environment has the headings whose sections the
# translation leaves out, a line each.

# add(TEXT, PATTERN): list all that fits the pattern. Returns TEXT without it.
function add(text, pattern,    word, rest) {
    rest = ""
    while (match(text, pattern)) {
        word = substr(text, RSTART, RLENGTH)
        gsub(/[ \n]+/, " ", word)
        gsub(/\.zh\.md/, ".md", word)
        list[++n] = word
        rest = rest substr(text, 1, RSTART - 1) " "
        text = substr(text, RSTART + RLENGTH)
    }
    return rest text
}

function flush(    i, j, word) {
    if (block == "")
        return
    print kind
    n = 0
    block = add(block, "`[^`]+`")
    block = add(block, "\\]\\([^)]*\\)")
    block = add(block, "(UNP|TLPI|RFC) [0-9]+(\\.[0-9]+)*(, [0-9]+\\.[0-9]+)*")
    block = add(block, "[0-9]+\\.[0-9]+(-[0-9]+\\.[0-9]+)?")
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && list[j] < list[j - 1]; j--) {
            word = list[j]
            list[j] = list[j - 1]
            list[j - 1] = word
        }
    for (i = 1; i <= n; i++)
        print "    " list[i]
    block = ""
}

BEGIN {
    count = split(ENVIRON["LEFT_OUT"], title, "\n")
    for (i = 1; i <= count; i++)
        leave[title[i]] = 1
}
/^<!-- (translation of|left out:)/ { next }
/^<!-- only here -->$/  { flush(); only = 1; next }
/^<!-- end -->$/        { only = 0; next }
only                    { next }
/^```/ && !skipped      { flush(); fence = !fence; print "fence"; next }
fence                   { print "code " $0; next }
/^#+ / {
    flush()
    level = index($0, " ") - 1
    if (skipped && level <= skipped)
        skipped = 0
    if (!skipped && $0 in leave)
        skipped = level
    if (!skipped)
        print "heading " level
    next
}
skipped                 { next }
/^    / && block == ""  { print "code " substr($0, 5); next }
/^$/                    { flush(); next }
/^<\/?(details|summary)/ { flush(); print "tag " $1; next }
/^\|/ {
    flush()
    block = $0
    gsub(/`[^`]*`/, "")
    kind = "row of " gsub(/\|/, "") " bars"
    flush()
    next
}
/^([-*]|[0-9]+\.) /     { flush(); kind = "item"; block = $0; next }
block == ""             { kind = "text" }
                        { block = block " " $0 }
END                     { flush() }
