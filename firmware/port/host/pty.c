#define _GNU_SOURCE
#include "pty.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

int pty_open(char *path, int size)
{
    struct termios raw;
    const int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    int other;
    if (fd < 0 || grantpt(fd) != 0 || unlockpt(fd) != 0 || ptsname_r(fd, path, (size_t)size) != 0)
        return -1;
    other = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC); /* never closed */
    if (other < 0 || tcgetattr(other, &raw) != 0)
        return -1;
    cfmakeraw(&raw);
    return tcsetattr(other, TCSANOW, &raw) == 0 && fcntl(fd, F_SETFL, O_NONBLOCK) == 0 ? fd : -1;
}

uint16_t pty_write(int fd, const uint8_t *bytes, uint16_t n, int wait)
{
    uint16_t at = 0;
    while (at < n) {
        const ssize_t did = write(fd, bytes + at, (size_t)(n - at));
        struct pollfd room = {fd, POLLOUT, 0};
        if (did > 0)
            at = (uint16_t)(at + did);
        else if (!wait || poll(&room, 1, 1000) < 0)
            break;
    }
    return (uint16_t)(n - at);
}
