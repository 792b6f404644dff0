# shellcheck shell=sh
# near.sh: names like one that does not exist; run.sh reads it for its messages

# near_names NAME: reads names (folder/name) on stdin; prints those that are
# like NAME, the nearest ones first: at most four. A name is near if a few
# letters have to be changed, if both begin alike, or if one is a part of the
# other.
near_names() {
    awk -v wanted="${1##*/}" '
        # distance(A, B): how many letters one has to add, remove or change
        function distance(a, b,    i, j, m, n, cost, row, last) {
            m = length(a)
            n = length(b)
            for (j = 0; j <= n; j++)
                row[0, j] = j
            for (i = 1; i <= m; i++) {
                row[i, 0] = i
                for (j = 1; j <= n; j++) {
                    cost = substr(a, i, 1) != substr(b, j, 1)
                    last = row[i - 1, j - 1] + cost
                    if (row[i - 1, j] + 1 < last)
                        last = row[i - 1, j] + 1
                    if (row[i, j - 1] + 1 < last)
                        last = row[i, j - 1] + 1
                    row[i, j] = last
                }
            }
            return row[m, n]
        }
        {
            name = $0
            sub(/.*\//, "", name)
            far = distance(wanted, name)
            if (far > 2 && length(wanted) > 3 &&
                substr(wanted, 1, 4) == substr(name, 1, 4))
                far = 2
            if (far > 1 && length(wanted) > 2 &&
                (index(name, wanted) || index(wanted, name)))
                far = 1.5
            most = int(length(wanted) / 3)
            if (far <= (most > 2 ? most : 2) && far < length(wanted))
                print far, $0
        }' | sort -n | sed 's/^[^ ]* //; 4q' | paste -s -d ' ' -
}
