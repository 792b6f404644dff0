# shellcheck shell=sh
# zh.sh check|stamp PAGE.zh.md...: `check` prints where a page and its English
# original differ in what no translation may change, and the words that the
# glossary does not use. `stamp` writes line 1 of the page: which text of the
# original it translates. Type it when you have read both, from first to last.
#
# In the Chinese page, `<!-- left out: ## A heading -->` names a section of the
# English page that is not translated; what stands between `<!-- only here -->`
# and `<!-- end -->` has no original.

here=$(dirname "$0")
glossary=${GLOSSARY:-$here/../../ch05/glossary.zh.md}

# line_1 ORIGINAL: what the first line of its translation should be
line_1() {
    echo "<!-- translation of ${1##*/}, cksum $(cksum <"$1" | tr ' ' '-') -->"
}

# words_not_used: prints the words of the glossary's third column, a line each
words_not_used() {
    awk -F '|' '/^\|/ && ++row > 2 && NF > 3 {
        count = split($4, word, "、")
        for (i = 1; i <= count; i++) {
            gsub(/[ `]/, "", word[i])
            if (word[i] != "")
                print word[i]
        }
    }
    !/^\|/ { row = 0 }' "$glossary"
}

# check_page PAGE: prints what is wrong in it, a line for each fault
check_page() {
    page=$1
    original=${page%.zh.md}.md
    left_out=$(sed -n 's/^<!-- left out: \(.*\) -->$/\1/p' "$page")
    printf '%s\n' "$left_out" | while IFS= read -r title; do
        [ -z "$title" ] || grep -qxF "$title" "$original" ||
            echo "$page: the original has no heading '$title'"
    done
    # Not with -v: for the awk of a Mac, that has no newline.
    LEFT_OUT=$left_out LC_ALL=C awk -f "$here/zh.awk" "$original" >"$tmp/en"
    LC_ALL=C awk -f "$here/zh.awk" "$page" >"$tmp/zh"
    diff "$tmp/en" "$tmp/zh" >"$tmp/diff" || {
        echo "$page: < stands in the original, > in the translation:"
        sed 's/^/    /; 12q' "$tmp/diff"
    }
    # A word that readers know may be named once: （即三次握手）.
    # In the C locale, [^）] would be three bytes, which other characters have
    # too: so the bracket becomes one byte first.
    words_not_used >"$tmp/words"
    end=$(printf '\001')
    LC_ALL=C sed "s/）/$end/g
        s/（即[^$end]*$end//g
        s/（也叫[^$end]*$end//g
        s/$end/）/g" "$page" |
        LC_ALL=C grep -nFf "$tmp/words" | sed "s|^|$page: not our word: |"
    # On GitHub, a newline between two Chinese characters is a space.
    LC_ALL=C awk -v page="$page" '
        /^```/ { fence = !fence }
        !fence && last ~ /[\200-\377]$/ && /^[\200-\377]/ && last !~ /^[#|]/ {
            print page ": " FNR ": a paragraph is one line"
        }
        { last = $0 }' "$page"
}

command=$1
[ $# -lt 2 ] || shift
tmp=${TMP_ZH:-$(mktemp -d)} || exit 1
[ -n "${TMP_ZH:-}" ] || trap 'rm -rf "$tmp"' EXIT
[ "$command" != words ] || {
    words_not_used
    exit
}
for page; do
    case $command:$page in
        check:*.zh.md) check_page "$page" ;;
        stamp:*.zh.md)
            {
                line_1 "${page%.zh.md}.md"
                sed '1{ /^<!-- translation of/d; }' "$page"
            } >"$tmp/page" && cat "$tmp/page" >"$page" ;;
        behind:*.zh.md)
            [ "$(sed 1q "$page")" = "$(line_1 "${page%.zh.md}.md")" ] ||
                echo "$page" ;;
        *:*)
            echo 'usage: sh tests/self/zh.sh check|stamp PAGE.zh.md...' >&2
            exit 2 ;;
    esac
done
