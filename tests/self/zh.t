#!/bin/sh
# test: each Chinese page says the same as its English original
#
# What no translation may change is compared: headings, code, rows of tables,
# words in code font, links, sections of the book. Prose that has changed in the
# original since the page was stamped is a skip, which names the command that
# shows the change. tests/self/zh.sh does the work; type it by hand, too.

. "$(dirname "$0")/../sh/lib.sh"

zh() {
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    ${TEST_SH:-sh} tests/self/zh.sh "$@" 2>&1
}

pages=$(find ch05 -name '*.zh.md' ! -name glossary.zh.md | LC_ALL=C sort)
[ -n "$pages" ] || skip 'translations' 'there is none'
for page in $pages; do
    original=${page%.zh.md}.md
    try="sh tests/self/zh.sh check $page"
    check "$page: it agrees with its original" '' "$(zh check "$page")"
    check "$page: it links to its original" 1 \
        "$(sed 12q "$page" | grep -c "(${original##*/})")"
    check "$original: it links to its translation" 1 \
        "$(sed 12q "$original" | grep -c "(${page##*/})")"
    try=''
    if [ -n "$(zh behind "$page")" ]; then
        skip "$page: the prose of its original" \
            "it has changed: git log -p -- $original; then: \
sh tests/self/zh.sh stamp $page"
    fi
done

check 'the glossary has words that are not used' yes \
    "$(zh words | grep -qx '僵尸进程' && echo yes)"

# --- the check itself: each of these faults is found -------------------------

mkdir "$tmp/p" && cat >"$tmp/p/page.md" <<'END'
# A page

[中文](page.zh.md)

## Zombies (UNP 5.9)

When `fork` fails, `errno` is EAGAIN (UNP 5.2, 5.9).

    $ make demo
    5 4 0

```
fenced
```

| program | what | UNP |
|---|---|---|
| [server-v1](server-v1.c) | one `a\|b` | 5.2, 5.9-5.10 |

- an item (RFC 9293)
1. another

## Not translated

A text with `code`.

### Below it

    more

## The end

The last.
END
cat >"$tmp/p/page.zh.md" <<'END'
<!-- translation of page.md, cksum 0-0 -->
# 一页

[English](page.md)

<!-- only here -->
先读这一段：`make`。
<!-- end -->

## 僵尸（即僵尸进程）、握手（也叫三次握手）（UNP 5.9）

`fork`失败时，`errno`是EAGAIN（UNP 5.2, 5.9）。

    $ make demo
    5 4 0

```
fenced
```

| 程序 | 内容 | UNP |
|---|---|---|
| [server-v1](server-v1.c) | 一个`a\|b` | 5.2, 5.9-5.10 |

- 一项（RFC 9293）
1. 另一项

<!-- left out: ## Not translated -->
## 末尾

最后。
END
cat >"$tmp/p/glossary.zh.md" <<'END'
| term | 中文 | 不用 |
|---|---|---|
| zombie | 僵死进程 | 僵尸进程、丧尸 |
| handshake | 三路握手 | 三次握手 |
| echo | 回射 | |
END
GLOSSARY=$tmp/p/glossary.zh.md
export GLOSSARY

# plant TEXT SED-SCRIPT SAID: change the page so; `check` says this about it
plant() {
    sed 's/page\.zh/other.zh/' "$tmp/p/page.md" >"$tmp/p/other.md"
    sed "$2; s/(page\\.md)/(other.md)/" "$tmp/p/page.zh.md" \
        >"$tmp/p/other.zh.md"
    zh check "$tmp/p/other.zh.md" >"$tmp/said"
    case $3 in '< '* | '> '*)
        have diff "planted: $1" || return 0 ;;
    esac
    check "planted: $1" "$3" "$(grep -oF "$3" "$tmp/said" | sed 1q)"
}
differ='< stands in the original, > in the translation'
plant 'a section is lost' 's/（UNP 5.2, 5.9）//' 'UNP 5.2, 5.9'
plant 'another section' 's/5.2, 5.9/5.2, 5.8/' 'UNP 5.2, 5.8'
plant 'a command has changed' 's/make demo/make test/' '> code $ make test'
plant 'fenced code has changed' 's/^fenced/fencing/' '> code fencing'
plant 'a section in a table' 's/5.9-5.10/5.9-5.11/' '>     5.9-5.11'
plant 'a row is missing' '/server-v1/d' '< row of 4 bars'
plant 'a cell is missing' 's/ 一个.*|$//' '> row of 2 bars'
plant 'a heading of another level' 's/^## 末尾/### 末尾/' '> heading 3'
plant 'a heading is missing' '/^## 末尾/d' '< heading 2'
# shellcheck disable=SC2016  # code font
plant 'a word without code font' 's/`errno`/errno/' '<     `errno`'
plant 'a link to another file' 's/server-v1.c/server-v2.c/' \
    '>     ](server-v2.c)'
plant 'an item is missing' '/RFC/d' '< item'
plant 'a paragraph is missing' '/^最后/d' '< text'
plant 'a word that is not ours' 's/最后/丧尸/' 'not our word: '
plant 'a known word' 's/最后/僵尸进程/' 'not our word: '
plant 'two lines in a paragraph' 's/^最后。/最后。\
还有。/' 'a paragraph is one line'
plant 'a section that is not there' 's/out: ## Not/out: ## No/' \
    "has no heading '## No translated'"
plant 'a section that was not left out' '/left out/d' "$differ"
check 'nothing is planted, nothing is found' '' "$(zh check \
    "$tmp/p/page.zh.md")"

check 'a page that was not stamped' "$tmp/p/page.zh.md" \
    "$(zh behind "$tmp/p/page.zh.md")"
zh stamp "$tmp/p/page.zh.md"
check 'a page that was stamped' '' "$(zh behind "$tmp/p/page.zh.md")"
check 'its first line, once' "1 <!-- translation of page.md, cksum " \
    "$(grep -c 'translation of' "$tmp/p/page.zh.md") $(sed 's/[0-9].*//; 1q' \
        "$tmp/p/page.zh.md")"
echo 'A new sentence.' >>"$tmp/p/page.md"
check 'the original has changed since' "$tmp/p/page.zh.md" \
    "$(zh behind "$tmp/p/page.zh.md")"
check 'zh.sh: bad usage' 2 "$(zh check x >/dev/null; echo $?)"
finish_tests
