/*
 * kinglet-host: the firmware as a process on a pseudo-terminal. The first line on standard output is the path to open; options below, or --help.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "board.h"
#include "options.h"
#include "pty.h"

struct line {
    int fd, wait;
    uint64_t gone;
};

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

static void out(void *to, const uint8_t *bytes, uint16_t n)
{
    struct line *line = to;
    if (line->fd == STDOUT_FILENO)
        stop |= fwrite(bytes, 1, n, stdout) != n;
    else
        line->gone += pty_write(line->fd, bytes, n, line->wait);
}

static void hear(struct board *board, int fd)
{
    uint8_t bytes[64];
    uint16_t want = board_wants(board);
    ssize_t got;
    if (want > sizeof bytes)
        want = sizeof bytes;
    got = want > 0 ? read(fd, bytes, want) : 0;
    for (ssize_t i = 0; i < got; i++)
        board_hear(board, bytes[i]);
}

static void obey(struct board *board, char *line)
{
    double p;
    if (strncmp(line, "signal ", 7) == 0 && kl_source_set(&board->source, line + 7) == 0)
        return;
    if (strcmp(line, "reset") == 0)
        board_reset(board, 2);
    else if (sscanf(line, "noise %lf", &p) == 1)
        board->up.noise = board->down.noise = p;
    else if (sscanf(line, "stall %lf", &p) == 1)
        board->up.stalled = board->down.stalled = p != 0;
    else if (sscanf(line, "garble %lf", &p) == 1)
        board->up.garbled = board->down.garbled = p != 0;
    else if (strcmp(line, "quit") == 0)
        stop = 1;
    else
        fprintf(stderr, "kinglet-host: not understood: %s\n", line);
}

static void commands(struct board *board)
{
    static char text[256];
    static size_t used;
    struct pollfd in = {STDIN_FILENO, POLLIN, 0};
    ssize_t got;
    char *newline;
    if (poll(&in, 1, 0) <= 0)
        return;
    got = read(STDIN_FILENO, text + used, sizeof text - 1 - used);
    if (got <= 0) {
        stop = 1;
        return;
    }
    used += (size_t)got;
    text[used] = 0;
    while ((newline = strchr(text, '\n')) != NULL) {
        *newline = 0;
        obey(board, text);
        used -= (size_t)(newline + 1 - text);
        memmove(text, newline + 1, used + 1);
    }
    if (used == sizeof text - 1)
        used = 0;
}

static int within(struct span s, double t)
{
    return s.at >= 0 && t >= s.at && t < s.at + s.length;
}

/* What is planned for this moment. */
static void plan(struct options *o, struct board *board)
{
    const double t = (double)board_ms(board) / 1000;
    while (o->then_next < o->thens && t >= o->then[o->then_next].at)
        if (kl_source_set(&board->source, o->then[o->then_next++].signal) != 0)
            options_fail("--then", o->then[o->then_next - 1].signal);
    if (o->stall.at >= 0)
        board->up.stalled = board->down.stalled = (uint8_t)within(o->stall, t);
    if (o->garble.at >= 0)
        board->up.garbled = board->down.garbled = (uint8_t)within(o->garble, t);
    if (o->reset.at >= 0 && t >= o->reset.at) {
        board_reset(board, 2);
        o->reset.at = o->reset.length > 0 ? o->reset.at + o->reset.length : -1;
    }
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Sleeps while virtual time is ahead by more than 2 ms; a process that was held up for long does not race to catch up. */
static void pace(double speed, double *origin, double t)
{
    const double ahead = *origin + t / speed - seconds();
    if (ahead > 0.002)
        usleep((useconds_t)(ahead * 1e6));
    else if (ahead < -1)
        *origin -= ahead;
}

int main(int argc, char **argv)
{
    static struct board board;
    struct options o = options_read(argc, argv);
    struct line line = {STDOUT_FILENO, 0, 0};
    char path[128];
    double origin;

    board_init(&board, o.period_us, o.seed, o.name);
    board.baud = o.baud;
    board.up.noise = o.noise_up;
    board.down.noise = o.noise_down;
    board.up.flip = o.flip;
    board.up.drop = o.drop;
    board.up.twice = o.twice;
    board.out = out;
    board.to = &line;
    if (kl_source_set(&board.source, o.signal) != 0)
        options_fail("--signal", o.signal);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    signal(SIGTERM, on_signal);
    signal(SIGINT, on_signal);
    signal(SIGPIPE, SIG_IGN);

    if (!o.to_stdout) {
        line.fd = pty_open(path, sizeof path);
        line.wait = o.speed == 0;
        if (line.fd < 0) {
            perror("kinglet-host: no pseudo-terminal");
            return 1;
        }
        printf("%s\n", path);
        fflush(stdout);
        if (o.wait > 0) {
            struct pollfd first = {line.fd, POLLIN, 0};
            (void)poll(&first, 1, (int)(o.wait * 1000));
        }
    }
    board_reset(&board, 1);
    if (o.stream != 0) {
        board.node.config.flags = o.stream;
        board.node.config.window_log2 = o.window;
        kl_node_configured(&board.node);
    }
    origin = seconds();
    while (!stop && (o.seconds == 0 || board_ms(&board) < o.seconds * 1000)) {
        plan(&o, &board);
        if (!o.to_stdout)
            hear(&board, line.fd);
        if (o.commands)
            commands(&board);
        board_tick(&board);
        if (o.speed > 0 && !o.to_stdout)
            pace(o.speed, &origin, (double)board_ms(&board) / 1000);
    }
    fflush(stdout);
    fprintf(stderr, "kinglet-host: %.1f s, %llu bytes up (%llu hurt), %llu down (%llu hurt), %llu not read, %u frames dropped, %u not understood\n",
            (double)board_ms(&board) / 1000, (unsigned long long)board.up.bytes, (unsigned long long)board.up.hurt, (unsigned long long)board.down.bytes,
            (unsigned long long)board.down.hurt, (unsigned long long)line.gone, board.node.lost, board.node.parser.bad);
    return 0;
}
