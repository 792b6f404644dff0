/* sudo: root is needed for the hosts, but not for the programs on them. */
#define _GNU_SOURCE         /* setgroups */
#include "wire.h"

#include <grp.h>            /* setgroups */

/* Under sudo: become the user who has called it. Returns 0, or -1 on error. */
int
become_caller(void)
{
    const char *uid = getenv("SUDO_UID"), *gid = getenv("SUDO_GID");

    if (geteuid() != 0 || uid == NULL || gid == NULL)
        return 0;
#ifdef __linux__
    if (setgroups(0, NULL) < 0)
        return -1;
#endif
    if (setgid((gid_t)strtoul(gid, NULL, 10)) < 0)
        return -1;
    return setuid((uid_t)strtoul(uid, NULL, 10));
}
