/* refused: there can be no hosts here; say what forbids it and the ways out. */
#include "host.h"

/* Returns the number in this file, or -1 if there is no such file. */
static int
number_in(const char *file)
{
    FILE *fp = fopen(file, "r");
    int number = -1;

    if (fp == NULL)
        return -1;
    if (fscanf(fp, "%d", &number) != 1)
        number = -1;
    fclose(fp);
    return number;
}

/* The system did not allow `what`, for the reason in errno. Exit status 1. */
void
hosts_refused(const char *what)
{
    const char *why = strerror(errno), *by = "";

    if (number_in("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") > 0)
        by = "AppArmor forbids it: "
             "kernel.apparmor_restrict_unprivileged_userns is 1.\n"
             "    sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
             "   allows it to all\n";
    else if (number_in("/proc/sys/kernel/unprivileged_userns_clone") == 0)
        by = "kernel.unprivileged_userns_clone is 0.\n"
             "    sudo sysctl kernel.unprivileged_userns_clone=1"
             "   allows it to all\n";
    else if (number_in("/proc/sys/user/max_user_namespaces") == 0)
        by = "user.max_user_namespaces is 0.\n"
             "    sudo sysctl user.max_user_namespaces=1000"
             "   allows it to all\n";
    fflush(stdout);
    fprintf(stderr, "wire: no hosts: this system refuses %s: %s\n%s"
        "    sudo ch05/wire/wire   (client and server still run as you)\n"
        "    in a container: --cap-add SYS_ADMIN --cap-add NET_ADMIN\n",
        what, why, by);
    exit(1);
}
