/*
 * kinglet-simavr: the AVR ELF in simavr, to a file, or on a pseudo-terminal for a gateway (paced, or as fast as it goes).
 *
 *     kinglet-simavr ELF [--signal WORD] [--then S:WORD] [--seconds S] [--stream every|wake] [--window N] [--noise P] [--reset AT] [--stall AT:FOR] [--garble AT:FOR] [--say HEX]
 *                    [--seed N] [--out FILE | --pty [--speed X]]
 *
 * At the end one line of JSON on standard error: cycles, cycles asleep, load, conversions, bytes.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "config.h"
#include "pty.h"
#include "uno.h"
#include "wire.h"

enum { SLICE = UNO_HZ / 500, SETTLE_MS = 20, THEN_MAX = 8 };

struct run {
    FILE *file;
    int pty, wait;
    uint64_t bytes;
};

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

static void out(void *to, const uint8_t *bytes, uint16_t n)
{
    struct run *run = to;
    run->bytes += n;
    if (run->file != NULL)
        fwrite(bytes, 1, n, run->file);
    else
        (void)pty_write(run->pty, bytes, n, run->wait);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void say_stream(struct uno *uno, uint8_t flags, uint8_t window)
{
    struct kl_config config = kl_config_default(3);
    uint8_t body[1 + KL_CONFIG_SIZE] = {KL_WIRE_VERSION}, wire[KL_WIRE_MAX];
    config.flags = flags;
    config.window_log2 = window;
    kl_config_write(&config, body + 1);
    uno_say(uno, wire, kl_frame(wire, KL_STREAM, body, sizeof body));
}

static void say_hex(struct uno *uno, const char *hex)
{
    unsigned byte;
    for (; sscanf(hex, "%2x", &byte) == 1; hex += 2) {
        const uint8_t b = (uint8_t)byte;
        uno_say(uno, &b, 1);
        if (hex[1] == 0)
            break;
    }
}

int main(int argc, char **argv)
{
    static struct uno uno;
    struct run run = {NULL, -1, 0, 0};
    const char *elf = argc > 1 ? argv[1] : "", *signal_word = "healthy", *file = NULL, *hex = NULL, *then[THEN_MAX];
    double end = 10, speed = 0, reset_at = -1, noise = 0, stall_at = -1, stall_for = 0, garble_at = -1, garble_for = 0, origin;
    uint64_t seed = 1;
    uint8_t flags = 0, window = 9, pty = 0, said = 0, crashed = 0;
    int thens = 0, next = 0, quiet, opened;
    char path[128];

    for (int i = 2; i < argc; i++) {
        const char *name = argv[i], *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(name, "--pty") == 0) {
            pty = 1;
            continue;
        }
        i++;
        if (strcmp(name, "--signal") == 0)
            signal_word = value;
        else if (strcmp(name, "--then") == 0 && thens < THEN_MAX)
            then[thens++] = value;
        else if (strcmp(name, "--seconds") == 0)
            end = atof(value);
        else if (strcmp(name, "--stream") == 0)
            flags = value[0] == 'e' ? KL_STREAM_ON | KL_STREAM_EVERY : KL_STREAM_ON;
        else if (strcmp(name, "--gate") == 0)
            flags = KL_STREAM_ON | KL_STREAM_GATE;
        else if (strcmp(name, "--window") == 0)
            window = (uint8_t)atoi(value);
        else if (strcmp(name, "--noise") == 0)
            noise = atof(value);
        else if (strcmp(name, "--reset") == 0)
            reset_at = atof(value);
        else if (strcmp(name, "--stall") == 0)
            sscanf(value, "%lf:%lf", &stall_at, &stall_for);
        else if (strcmp(name, "--garble") == 0)
            sscanf(value, "%lf:%lf", &garble_at, &garble_for);
        else if (strcmp(name, "--say") == 0)
            hex = value;
        else if (strcmp(name, "--seed") == 0)
            seed = strtoull(value, NULL, 10);
        else if (strcmp(name, "--out") == 0)
            file = value;
        else if (strcmp(name, "--speed") == 0)
            speed = atof(value);
        else {
            fprintf(stderr, "kinglet-simavr: unknown option: %s\n", name);
            return 2;
        }
    }
    /* simavr talks on standard output while it reads the file: that is ours. */
    quiet = dup(STDOUT_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    opened = uno_open(&uno, elf, seed);
    fflush(stdout);
    dup2(quiet, STDOUT_FILENO);
    if (opened != 0 || kl_source_set(&uno.source, signal_word) != 0) {
        fprintf(stderr, "kinglet-simavr: cannot read %s or signal %s\n", elf, signal_word);
        return 2;
    }
    uno.out = out;
    uno.to = &run;
    uno.up.noise = uno.down.noise = noise;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    signal(SIGTERM, on_signal);
    signal(SIGINT, on_signal);
    if (pty) {
        run.pty = pty_open(path, sizeof path);
        run.wait = speed == 0;
        if (run.pty < 0)
            return 1;
        printf("%s\n", path);
        fflush(stdout);
    } else {
        run.file = file != NULL ? fopen(file, "wb") : stdout;
        if (run.file == NULL)
            return 2;
    }
    origin = seconds();
    while (!stop && !crashed && (end == 0 || (double)uno_ms(&uno) < end * 1000)) {
        const double t = (double)uno_ms(&uno) / 1000;
        if (!said && uno_ms(&uno) >= SETTLE_MS) {
            said = 1;
            if (flags != 0)
                say_stream(&uno, flags, window);
            if (hex != NULL)
                say_hex(&uno, hex);
        }
        if (next < thens && t >= atof(then[next])) {
            const char *word = strchr(then[next++], ':');
            if (word != NULL)
                (void)kl_source_set(&uno.source, word + 1);
        }
        uno.up.stalled = uno.down.stalled = stall_at >= 0 && t >= stall_at && t < stall_at + stall_for;
        uno.up.garbled = uno.down.garbled = garble_at >= 0 && t >= garble_at && t < garble_at + garble_for;
        if (reset_at >= 0 && t >= reset_at) {
            uno_reset(&uno);
            reset_at = -1;
            said = 0;
        }
        if (pty) {
            uint8_t bytes[64];
            const ssize_t got = read(run.pty, bytes, sizeof bytes);
            if (got > 0)
                uno_say(&uno, bytes, (uint16_t)got);
            if (speed > 0 && origin + t / speed > seconds() + 0.002)
                usleep((useconds_t)((origin + t / speed - seconds()) * 1e6));
        }
        crashed = uno_run(&uno, uno.avr->cycle + SLICE) != 0;
    }
    if (run.file != NULL)
        fclose(run.file);
    fprintf(stderr, "{\"cycles\":%llu,\"slept\":%llu,\"load\":%.4f,\"conversions\":%llu,\"bytes\":%llu,\"crashed\":%d}\n", (unsigned long long)uno.avr->cycle,
            (unsigned long long)uno.slept, 1 - (double)uno.slept / (double)uno.avr->cycle, (unsigned long long)uno.conversions, (unsigned long long)run.bytes, crashed);
    return crashed;
}
