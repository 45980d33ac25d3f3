/*
 * A bad line, ten minutes of noise at each rate (and a quarter of the time without), both ways: the host's board on one end, a gateway that asks and sets on the other. In virtual time.
 *
 * Nothing that the board did not say may be accepted, the board may only ever do what it was told, and after the noise the second whole frame is heard at the latest.
 */
#include <string.h>

#include "board.h"
#include "check.h"
#include "decoder.h"

enum { SENT_MAX = 64, SECONDS = 800, PERIOD = 20, QUIET = 5 };

struct ear {
    struct decoder clean, noisy;
    struct kl_faults line;
    uint8_t sent[SENT_MAX][KL_WIRE_MAX]; /* the last frames that the board said */
    uint8_t sent_n[SENT_MAX];
    uint32_t said, heard, wrong, late, resyncs;
    int since_quiet;    /* whole frames said since the noise ended; -1: not waiting */
    uint8_t quiet_open; /* a frame had begun before the noise ended: it does not count */
};

static int was_said(const struct ear *ear, const uint8_t *frame, uint8_t n)
{
    for (int i = 0; i < SENT_MAX; i++)
        if (ear->sent_n[i] == n && memcmp(ear->sent[i], frame, n) == 0)
            return 1;
    return 0;
}

static void out(void *to, const uint8_t *bytes, uint16_t n)
{
    struct ear *ear = to;
    for (uint16_t i = 0; i < n; i++) {
        uint8_t passed[2], whole = decoder_take(&ear->clean, bytes[i]);
        const uint8_t count = kl_faults_pass(&ear->line, bytes[i], passed);
        if (whole) {
            memcpy(ear->sent[ear->said % SENT_MAX], ear->clean.begun, whole);
            ear->sent_n[ear->said++ % SENT_MAX] = whole;
            if (ear->since_quiet >= 0) {
                if (ear->quiet_open)
                    ear->quiet_open = 0;
                else
                    ear->since_quiet++;
            }
        }
        for (uint8_t k = 0; k < count; k++) {
            const uint8_t got = decoder_take(&ear->noisy, passed[k]);
            if (!got)
                continue;
            ear->heard++;
            ear->wrong += !was_said(ear, ear->noisy.begun, got);
            if (ear->since_quiet >= 0) {
                ear->late += ear->since_quiet > 2;
                ear->resyncs++;
                ear->since_quiet = -1;
            }
        }
    }
}

static void hear(struct board *board, const uint8_t *bytes, uint8_t n)
{
    for (uint8_t i = 0; i < n; i++)
        board_hear(board, bytes[i]);
}

static void ask(struct board *board, uint8_t command, const uint8_t *body, uint8_t n)
{
    uint8_t wire[KL_WIRE_MAX];
    hear(board, wire, kl_frame(wire, command, body, n));
}

/* What the gateway says each second: a pin of its own, the clock, and the stream again if need be. */
static void gateway(struct board *board, uint64_t ms)
{
    const uint8_t stream[10] = {1, KL_STREAM_ON | KL_STREAM_EVERY, 7, 8, 10, 8, 16, 0, 0, 0};
    const uint8_t clock[5] = {1, (uint8_t)ms, (uint8_t)(ms >> 8), 0, 0}, page[2] = {1, (uint8_t)(ms / 1000 % 6)};
    static const uint8_t handshake[] = {0xF9, 0xF0, 0x79, 0xF7, 0xF0, 0x6B, 0xF7, 0xF0, 0x69, 0xF7, 0xF4, 13, 1, 0xF5, 13, 1, 0xF0, 0x6D, 13, 0xF7};
    switch (ms % 1000) {
    case 100:
        ask(board, KL_STREAM, stream, sizeof stream);
        break;
    case 300:
        ask(board, KL_CLOCK, clock, sizeof clock);
        break;
    case 500:
        ask(board, KL_CONSTANTS, page, sizeof page);
        break;
    case 700:
        hear(board, handshake, sizeof handshake);
        break;
    default:
        break;
    }
}

static void ten_minutes(double rate)
{
    static struct board board;
    static struct ear ear;
    const struct kl_config asleep = kl_config_default(3);
    uint32_t foreign = 0;
    uint8_t begun = 0;
    memset(&ear, 0, sizeof ear);
    board_init(&board, 1000, 7, "kinglet/host");
    board.out = out;
    board.to = &ear;
    ear.line.rng.state = 9;
    ear.since_quiet = -1;
    ear.clean.channels = ear.noisy.channels = 3;
    ear.clean.window = ear.noisy.window = 256;
    (void)kl_source_set(&board.source, "worn");
    board_reset(&board, 1);
    board.node.config.window_log2 = 8;
    ear.clean.schema = ear.noisy.schema = kl_site_schema(&board.site, &board.node.config);
    for (uint64_t ms = 0; ms < SECONDS * 1000; ms++) {
        const uint64_t in_period = ms / 1000 % PERIOD;
        const double noise = in_period < PERIOD - QUIET ? rate : 0;
        if (noise == 0 && ear.line.noise != 0) {
            ear.since_quiet = 0;
            ear.quiet_open = ear.clean.n > 0;
        }
        ear.line.noise = board.down.noise = noise;
        gateway(&board, ms);
        board_tick(&board);
        /* Either what the gateway sets, or what a stray FF leaves. */
        begun |= board.node.config.flags != 0;
        if (board.node.config.window_log2 == 8)
            foreign += board.node.config.flags != (begun ? KL_STREAM_ON | KL_STREAM_EVERY : 0);
        else
            foreign += memcmp(&board.node.config, &asleep, sizeof asleep) != 0;
    }
    printf("     %.1f %% of bytes: %u frames said, %u heard, %u refused, %u wrong; %u of %d times in step again, %u late; board: %u not understood, %u dropped\n",
           100 * rate, ear.said, ear.heard, ear.noisy.refused, ear.wrong, ear.resyncs, SECONDS / PERIOD, ear.late, board.node.parser.bad, board.node.lost);
    CHECK_EQ(ear.wrong, 0);
    CHECK_EQ(ear.late, 0);
    CHECK_EQ(ear.resyncs, SECONDS / PERIOD);
    CHECK_EQ(foreign, 0);
    CHECK(ear.noisy.refused > 0);
    CHECK_EQ(ear.clean.refused, 0);
    CHECK(ear.heard > ear.said / 5);
}

static void noise(void)
{
    ten_minutes(0.001);
    ten_minutes(0.01);
    ten_minutes(0.05);
}

static uint64_t hash;
static uint32_t bytes_out;

static void count(void *to, const uint8_t *bytes, uint16_t n)
{
    (void)to;
    for (uint16_t i = 0; i < n; i++)
        hash = (hash ^ bytes[i]) * 1099511628211u;
    bytes_out += n;
}

static void garbage(void)
{
    static struct board board;
    struct kl_rng rng = {12};
    board_init(&board, 1000, 7, "kinglet/host");
    board.out = count;
    board_reset(&board, 1);
    for (uint32_t ms = 0; ms < 600000; ms++) {
        for (int i = 0; i < 11; i++)
            board_hear(&board, (uint8_t)kl_rng_next(&rng));
        board_tick(&board);
    }
    board_hear(&board, 0xF7); /* what garbage has begun */
    board_hear(&board, 0xF9);
    bytes_out = 0;
    for (int i = 0; i < 50; i++)
        board_tick(&board);
    CHECK(bytes_out >= 3);
    CHECK(board.node.parser.bad > 0);
}

static uint64_t once(void)
{
    static struct board board;
    hash = 14695981039346656037u;
    board_init(&board, 1000, 3, "kinglet/host");
    board.out = count;
    board.up.noise = 0.01;
    (void)kl_source_set(&board.source, "worn");
    board_reset(&board, 1);
    board.node.config.flags = KL_STREAM_ON;
    for (int i = 0; i < 60000; i++) {
        if (i == 30000)
            board_reset(&board, 2);
        board_tick(&board);
    }
    return hash;
}

static void deterministic(void)
{
    const uint64_t first = once();
    CHECK(first == once());
}

static void resets(void)
{
    static struct board board;
    board_init(&board, 1000, 3, "kinglet/host");
    board.out = count;
    board_reset(&board, 1);
    for (int i = 0; i < 100; i++)
        board_tick(&board);
    board_reset(&board, 2);
    bytes_out = 0;
    for (int i = 0; i < HOST_BOOT_MS; i++) {
        CHECK_EQ(bytes_out, 0);
        board_tick(&board);
    }
    for (int i = 0; i < 20; i++)
        board_tick(&board);
    CHECK(bytes_out > 40);
    CHECK_EQ(board.node.config.flags, 0);
}

int main(void)
{
    TEST(noise, "a line that hurts 0.1, 1 and 5 % of the bytes for ten minutes: nothing wrong is heard, and the second frame after it is");
    TEST(garbage, "ten minutes of random bytes do not confuse the board for longer than they last");
    TEST(deterministic, "the same seed gives the same bytes, also with noise and a reset");
    TEST(resets, "a reset is silent for as long as a bootloader, then says hello");
    return check_end();
}
