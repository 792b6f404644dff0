# shellcheck shell=sh
# link_programs FOLDER ABSENT...: make FOLDER, with a link to each program of
# PATH except the ABSENT ones, and except those with a - in their names, such as
# other compilers; apt-get is there. It serves as the PATH of a machine that has
# less.
link_programs() (
    links=$1
    mkdir "$links"
    IFS=:
    for folder in $PATH; do
        cd -P "$folder" 2>/dev/null || continue
        case :$seen: in *:"$PWD":*) continue ;; esac
        seen=${seen:-}:$PWD
        IFS='
'
        # shellcheck disable=SC2010,SC2046  # a word for each line
        ln -s $(ls | grep -e '^[^-]*$' -e '^apt-get$' | sed "s|^|$PWD/|") \
            "$links" 2>/dev/null
        IFS=:
    done
    cd "$links" && shift && rm -f "$@"
)
