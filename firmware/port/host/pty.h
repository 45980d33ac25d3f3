/* The board's end of a pseudo-terminal. */
#ifndef KL_HOST_PTY_H
#define KL_HOST_PTY_H

#include <stdint.h>

/* Opens a raw, non-blocking pair and keeps the other end open too, so that a gateway may come and go. Returns the descriptor, or -1; path gets the name to open. */
int pty_open(char *path, int size);
/* Writes what the line carries. wait: until the gateway has read enough to make room; else what finds no room is gone, as on a wire. Returns bytes gone. */
uint16_t pty_write(int fd, const uint8_t *bytes, uint16_t n, int wait);

#endif
