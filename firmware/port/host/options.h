/* The command line of kinglet-host. */
#ifndef KL_HOST_OPTIONS_H
#define KL_HOST_OPTIONS_H

#include <stdint.h>

enum { THEN_MAX = 8 };

struct span {
    double at, length; /* seconds; at < 0: never */
};

struct options {
    const char *signal, *name;
    struct {
        double at;
        const char *signal;
    } then[THEN_MAX];
    int thens, then_next;
    double speed; /* 0: max */
    double wait, seconds;
    struct span stall, garble, reset;
    double noise_up, noise_down, flip, drop, twice;
    uint64_t seed;
    uint32_t baud;
    uint16_t period_us;
    uint8_t stream, window; /* KL_STREAM_*; 0 not by itself */
    int to_stdout, commands;
};

/* Reads the whole command line; what is not understood is one sentence on standard error and exit status 2. */
struct options options_read(int argc, char **argv);
/* Says what is wrong and ends with 2. */
__attribute__((noreturn)) void options_fail(const char *what, const char *value);

#endif
