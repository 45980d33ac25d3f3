#define _GNU_SOURCE
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "source.h"

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

void options_fail(const char *what, const char *value)
{
    fprintf(stderr, "kinglet-host: %s: %s (--help tells the options)\n", what, value);
    exit(2);
}

static double number(const char *name, const char *text, double low, double high)
{
    char *end;
    const double value = strtod(text, &end);
    if (end == text || *end != 0 || !(value >= low && value <= high))
        options_fail(name, text);
    return value;
}

static struct span span(const char *name, const char *text)
{
    struct span s;
    char end;
    if (sscanf(text, "%lf:%lf%c", &s.at, &s.length, &end) != 2 || s.at < 0 || s.length < 0)
        options_fail(name, text);
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
        options_fail("value missing", name);
    if (strcmp(name, "--signal") == 0)
        o->signal = value;
    else if (strcmp(name, "--then") == 0) {
        char *word;
        if (o->thens == THEN_MAX)
            options_fail("too many", name);
        o->then[o->thens].at = strtod(value, &word);
        if (*word != ':')
            options_fail(name, value);
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
            options_fail(name, value);
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
        options_fail("unknown option", name);
}

struct options options_read(int argc, char **argv)
{
    struct options o = {.signal = "healthy", .name = "kinglet/host", .speed = 1, .seed = 1, .baud = 115200, .period_us = 1000, .window = 9, .stall.at = -1, .garble.at = -1, .reset.at = -1};
    for (int i = 1; i < argc; i++)
        if (!flag(&o, argv[i])) {
            option(&o, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
            i++;
        }
    return o;
}
