/* errno_of: the number of an error, by its name. */
#include "unp.h"
#include "errno_of.h"

/* Returns the number of the error called name; 0 if it is not known here. */
int
errno_of(const char *name)
{
    static const struct {
        const char *name;
        int number;
    } errors[] = {
        { "EADDRINUSE", EADDRINUSE }, { "EADDRNOTAVAIL", EADDRNOTAVAIL },
        { "EAGAIN", EAGAIN }, { "EALREADY", EALREADY }, { "EBADF", EBADF },
        { "ECHILD", ECHILD }, { "ECONNABORTED", ECONNABORTED },
        { "ECONNREFUSED", ECONNREFUSED }, { "ECONNRESET", ECONNRESET },
        { "EFAULT", EFAULT }, { "EHOSTUNREACH", EHOSTUNREACH },
        { "EINTR", EINTR }, { "EINVAL", EINVAL }, { "EIO", EIO },
        { "EISCONN", EISCONN }, { "EISDIR", EISDIR }, { "EMFILE", EMFILE },
        { "ENETDOWN", ENETDOWN }, { "ENETUNREACH", ENETUNREACH },
        { "ENFILE", ENFILE }, { "ENOBUFS", ENOBUFS }, { "ENOMEM", ENOMEM },
        { "ENOPROTOOPT", ENOPROTOOPT }, { "ENOSPC", ENOSPC },
        { "ENOSYS", ENOSYS }, { "ENOTSOCK", ENOTSOCK },
        { "EOPNOTSUPP", EOPNOTSUPP }, { "EPERM", EPERM }, { "EPIPE", EPIPE },
        { "EPROTO", EPROTO }, { "EPROTOTYPE", EPROTOTYPE },
        { "ETIMEDOUT", ETIMEDOUT },
#ifdef EHOSTDOWN
        { "EHOSTDOWN", EHOSTDOWN },
#endif
#ifdef ENONET                   /* Linux has it */
        { "ENONET", ENONET },
#endif
    };
    size_t i;

    for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
        if (strcmp(name, errors[i].name) == 0)
            return errors[i].number;
    return 0;
}
