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
#include "pty.h"

static const char HELP[] =
    "kinglet-host [OPTION VALUE]...\n"
    "  --signal WORD      " KL_SOURCE_HELP "\n"
    "  --then S:WORD      another signal from S seconds of the board's time on (may be repeated, in order)\n"
    "  --speed X|max      virtual seconds in a second (1); max: as fast as the gateway reads\n"
    "  --wait S           real seconds to wait for the gateway's first byte before time begins (0)\n"
    "  --seconds S        end after so many virtual seconds\n"
    "  --period US        sampling period (1000)\n"
    "  --baud N           of the line (115200)\n"
    "  --seed N           of signals and faults (1)\n"
    "  --name NAME        of the firmware (kinglet/host)\n"
    "  --noise P          bytes hurt in any way, both directions; --noise-up P, --noise-down P: one direction\n"
    "  --flip P, --drop P, --twice P   bytes towards the gateway with one bit turned, dropped, doubled\n"
    "  --stall AT:FOR     no byte passes, from AT for FOR seconds\n"
    "  --garble AT:FOR    another baud rate: every byte is another\n"
    "  --reset AT:EVERY   the board resets at AT and then each EVERY seconds (0: once)\n"
    "  --stream every|wake   streams from the start, as if a gateway had asked for it\n"
    "  --window N         log2 of the window for --stream (9)\n"
    "  --stdout           bytes to standard output instead of a pseudo-terminal, and nothing is heard\n"
    "  --commands         read lines from standard input: signal WORD, reset, noise P, stall 0|1, garble 0|1, quit; ends with standard input\n";

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

static __attribute__((noreturn)) void fail(const char *what, const char *value)
{
    fprintf(stderr, "kinglet-host: %s: %s (--help tells the options)\n", what, value);
    exit(2);
}

static double number(const char *name, const char *text, double low, double high)
{
    char *end;
    const double value = strtod(text, &end);
    if (end == text || *end != 0 || !(value >= low && value <= high))
        fail(name, text);
    return value;
}

static struct span span(const char *name, const char *text)
{
    struct span s;
    char end;
    if (sscanf(text, "%lf:%lf%c", &s.at, &s.length, &end) != 2 || s.at < 0 || s.length < 0)
        fail(name, text);
    return s;
}

static int flag(struct options *o, const char *name)
{
    if (strcmp(name, "--help") == 0) {
        fputs(HELP, stdout);
        exit(0);
    }
    if (strcmp(name, "--stdout") == 0)
        return o->to_stdout = 1;
    if (strcmp(name, "--commands") == 0)
        return o->commands = 1;
    return 0;
}

static void option(struct options *o, const char *name, const char *value)
{
    if (value == NULL)
        fail("value missing", name);
    if (strcmp(name, "--signal") == 0)
        o->signal = value;
    else if (strcmp(name, "--then") == 0) {
        char *word;
        if (o->thens == THEN_MAX)
            fail("too many", name);
        o->then[o->thens].at = strtod(value, &word);
        if (*word != ':')
            fail(name, value);
        o->then[o->thens++].signal = word + 1;
    } else if (strcmp(name, "--speed") == 0)
        o->speed = strcmp(value, "max") == 0 ? 0 : number(name, value, 0.01, 1e6);
    else if (strcmp(name, "--wait") == 0)
        o->wait = number(name, value, 0, 1e6);
    else if (strcmp(name, "--seconds") == 0)
        o->seconds = number(name, value, 0, 1e9);
    else if (strcmp(name, "--period") == 0)
        o->period_us = (uint16_t)number(name, value, 200, 60000);
    else if (strcmp(name, "--baud") == 0)
        o->baud = (uint32_t)number(name, value, 300, 4e6);
    else if (strcmp(name, "--seed") == 0)
        o->seed = (uint64_t)number(name, value, 0, 1e15);
    else if (strcmp(name, "--name") == 0)
        o->name = value;
    else if (strcmp(name, "--noise") == 0)
        o->noise_up = o->noise_down = number(name, value, 0, 1);
    else if (strcmp(name, "--noise-up") == 0)
        o->noise_up = number(name, value, 0, 1);
    else if (strcmp(name, "--noise-down") == 0)
        o->noise_down = number(name, value, 0, 1);
    else if (strcmp(name, "--flip") == 0)
        o->flip = number(name, value, 0, 1);
    else if (strcmp(name, "--drop") == 0)
        o->drop = number(name, value, 0, 1);
    else if (strcmp(name, "--twice") == 0)
        o->twice = number(name, value, 0, 1);
    else if (strcmp(name, "--stream") == 0) {
        if (strcmp(value, "every") != 0 && strcmp(value, "wake") != 0)
            fail(name, value);
        o->stream = value[0] == 'e' ? KL_STREAM_ON | KL_STREAM_EVERY : KL_STREAM_ON;
    } else if (strcmp(name, "--window") == 0)
        o->window = (uint8_t)number(name, value, KL_WINDOW_MIN, KL_WINDOW_MAX);
    else if (strcmp(name, "--stall") == 0)
        o->stall = span(name, value);
    else if (strcmp(name, "--garble") == 0)
        o->garble = span(name, value);
    else if (strcmp(name, "--reset") == 0)
        o->reset = span(name, value);
    else
        fail("unknown option", name);
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
        (void)kl_source_set(&board->source, o->then[o->then_next++].signal);
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
    struct options o = {.signal = "healthy", .name = "kinglet/host", .speed = 1, .seed = 1, .baud = 115200, .period_us = 1000, .window = 9, .stall.at = -1, .garble.at = -1, .reset.at = -1};
    struct line line = {STDOUT_FILENO, 0, 0};
    char path[128];
    double origin;

    for (int i = 1; i < argc; i++)
        if (!flag(&o, argv[i])) {
            option(&o, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
            i++;
        }
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
        fail("--signal", o.signal);
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
