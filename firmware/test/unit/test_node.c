/* The node through its port: what a gateway says and hears. */
#include "bench.h"
#include "check.h"
#include "le.h"

static struct kl_hal hal;
static struct kl_node node;

static int said(const char *hex)
{
    for (uint32_t i = 0; i < hal.out_n; i++, hex += 2) {
        unsigned byte = 0;
        if (sscanf(hex, "%2x", &byte) != 1 || byte != hal.out[i])
            return 0;
    }
    return *hex == 0;
}

static void say(const char *hex)
{
    uint8_t bytes[512];
    uint16_t n = 0;
    for (unsigned byte; *hex && sscanf(hex, "%2x", &byte) == 1; hex += 2)
        bytes[n++] = (uint8_t)byte;
    bench_say(&hal, &node, bytes, n);
}

static void set_stream(uint8_t flags, uint8_t channels, uint8_t window, uint8_t heartbeat, uint8_t hold, uint8_t delta, uint16_t threshold)
{
    const uint8_t body[10] = {1, flags, channels, window, heartbeat, hold, delta, 0, (uint8_t)threshold, (uint8_t)(threshold >> 8)};
    bench_ask(&hal, &node, KL_STREAM, body, 10);
}

static void hello(void)
{
    const char *name = "kinglet/bench";
    bench_init(&hal, &node);
    CHECK(hal.out_n > 40);
    CHECK(memcmp(hal.out, "\xF9\x02\x05\xF0\x79\x01\x00", 7) == 0);
    for (int i = 0; name[i]; i++)
        CHECK(hal.out[7 + 2 * i] == name[i] && hal.out[8 + 2 * i] == 0);
    CHECK(hal.out[33] == 0xF7 && hal.out[34] == 0xF0 && hal.out[35] == KL_STATUS);
    CHECK_EQ(node.lost, 0);
}

static void handshake(void)
{
    bench_init(&hal, &node);
    say("f9");
    CHECK(said("f90205"));
    say("f079f7");
    CHECK(hal.out_n == 31 && hal.out[1] == 0x79);
    say("f06bf7");
    CHECK(hal.out[0] == 0xF0 && hal.out[1] == 0x6C && hal.out[2] == 0x7F && hal.out[3] == 0x7F && hal.out[hal.out_n - 1] == 0xF7);
    CHECK(memcmp(hal.out + 4, "\x00\x01\x01\x01\x0B\x01\x7F\x00\x01\x01\x01\x03\x08\x0B\x01\x7F", 16) == 0); /* pins 2 and 3 */
    say("f069f7");
    CHECK(said("f06a7f7f7f7f7f7f7f7f7f7f7f7f7f7f000102030405f7"));
    CHECK_EQ(node.parser.bad, 0);
}

static void pins(void)
{
    bench_init(&hal, &node);
    say("f40401f50401"); /* pin 4: output, on */
    CHECK_EQ(hal.mode[4], KL_OUTPUT);
    CHECK_EQ(hal.driven[4], 1);
    say("f06d04f7");
    CHECK(said("f06e040101f7"));
    say("9010009000009004"); /* port 0: bit 4 on, all off; then one byte short */
    CHECK_EQ(hal.driven[4], 0);
    say("00");
    say("f40303e3480f6f"); /* nonsense at the end: a lone data byte */
    CHECK_EQ(hal.mode[3], KL_PWM);
    CHECK_EQ(hal.duty[3], 255); /* 0x7C8 is held at the end of the range */
    say("f06f030001f7");
    CHECK_EQ(hal.duty[3], 128);
    say("f06d03f7");
    CHECK(said("f06e03030001f7"));
    say("f4050b"); /* pull-up */
    say("f06d05f7");
    CHECK(said("f06e050b01f7"));
    say("f06d06f7");
    CHECK(said("f06e060000f7"));
    say("f06d7ff7");
    CHECK(said("f06e7ff7"));
    CHECK_EQ(node.parser.bad, 0);
}

static void pins_refuse(void)
{
    bench_init(&hal, &node);
    say("f40001"); /* the serial port's own pin */
    say("f41401"); /* pin 20: not there */
    say("f40402"); /* analog on a digital pin */
    say("f4047f");
    say("f50401"); /* not an output */
    say("e40101"); /* not pwm */
    say("cf01d701"); /* channel 15, port 7 */
    say("f06ff7f06ff0");
    CHECK_EQ(hal.mode[4], KL_INPUT);
    CHECK_EQ(hal.driven[4], 0);
    CHECK(node.parser.bad >= 9);
    CHECK_EQ(hal.out_n, 0);
}

static void reports(void)
{
    bench_init(&hal, &node);
    say("f40500f40600");
    hal.level[5] = 1;
    say("d001");
    CHECK(said("902000"));
    say("");
    CHECK(said(""));
    hal.level[6] = 1;
    say("");
    CHECK(said("906000"));
    hal.level[5] = 0;
    hal.room = 2; /* no room: told when there is some */
    say("");
    CHECK(said(""));
    hal.room = 1000;
    say("");
    CHECK(said("904000"));
    say("d000");
    hal.level[5] = 1;
    say("");
    CHECK(said(""));
    say("f07a0a00f7c201"); /* every 10 ms, analog channel 2 */
    CHECK(said(""));
    hal.now.ms += 10;
    say("");
    CHECK(said("e22001")); /* 160 */
    hal.now.ms += 9;
    say("");
    CHECK(said(""));
    say("c200");
    hal.now.ms += 100;
    say("");
    CHECK(said(""));
    say("f07a0100f7"); /* too fast: held at 10 ms */
    CHECK_EQ(node.pins.every_ms, 10);
    CHECK_EQ(node.parser.bad, 0);
}

static void constants(void)
{
    uint8_t n, *body;
    uint16_t schema = 0xFFFF;
    bench_init(&hal, &node);
    for (uint8_t page = 0; page < 5; page++) {
        const uint8_t ask[2] = {1, page};
        bench_ask(&hal, &node, KL_CONSTANTS, ask, 2);
        body = bench_body(&hal, KL_CONSTANTS, &n);
        CHECK(body != NULL);
        if (body == NULL)
            return;
        CHECK(body[1] == page && body[2] == 5 && kl_get16(body + 3) == node.schema);
        schema = kl_crc16(schema, page);
        for (uint8_t i = 5; i < n; i++)
            schema = kl_crc16(schema, body[i]);
        if (page == 0) {
            CHECK_EQ(kl_get32(body + 5), 1000000);
            CHECK_EQ(kl_get16(body + 9), 512);
        }
        if (page == 1)
            CHECK(kl_get16(body + 5) == 156 && body[7] == 0x53);
        if (page == 2) {
            const float scale = 9.80665f / 93.0f;
            CHECK(memcmp(body + 5, &scale, 4) == 0); /* binary32, little-endian */
            CHECK(memcmp(body + 12, "\x01x\x04m/s2", 7) == 0);
        }
    }
    CHECK_EQ(schema, node.schema);
    bench_ask(&hal, &node, KL_CONSTANTS, (const uint8_t *)"\x01\x05", 2);
    CHECK(bench_body(&hal, KL_CONSTANTS, &n) != NULL);
    CHECK_EQ(n, 5);
}

static void questions(void)
{
    uint8_t n, *body;
    const uint8_t one = 1, token[5] = {1, 0xEF, 0xBE, 0xAD, 0xDE};
    bench_init(&hal, &node);
    hal.now.ms = 0xFFFFFFFFu;
    hal.now.us = 999;
    bench_ask(&hal, &node, KL_CLOCK, token, 5);
    body = bench_body(&hal, KL_CLOCK, &n);
    CHECK(body != NULL && n == 11 && memcmp(body, token, 5) == 0 && kl_get32(body + 5) == 0xFFFFFFFFu && kl_get16(body + 9) == 999);
    bench_ask(&hal, &node, KL_STATUS, &one, 1);
    body = bench_body(&hal, KL_STATUS, &n);
    CHECK(body != NULL && n == 20 && body[1] == 1 && body[2] == 1 && kl_get16(body + 13) == 7 && body[15] == 66 && kl_get16(body + 16) == 800);
    bench_ask(&hal, &node, KL_STREAM, &one, 1);
    body = bench_body(&hal, KL_STREAM, &n);
    CHECK(body != NULL && n == 13 && memcmp(body, "\x01\x00\x00\x07\x09\x0A\x08\x10\x00\x00\x00", 11) == 0);
    CHECK_EQ(node.parser.bad, 0);
}

static void not_understood(void)
{
    const uint8_t zero[12] = {1};
    const uint8_t tomorrow[2] = {2, 0};
    uint16_t bad = 0;
    bench_init(&hal, &node);
    bench_ask(&hal, &node, KL_FEATURES, zero, 1);
    CHECK_EQ(node.parser.bad, ++bad);
    for (uint8_t command = KL_STREAM; command <= KL_STATUS; command++) {
        bench_ask(&hal, &node, command, zero, 12);
        CHECK_EQ(node.parser.bad, ++bad);
        bench_ask(&hal, &node, command, tomorrow, 2);
        CHECK_EQ(node.parser.bad, ++bad);
        CHECK_EQ(hal.out_n, 0);
    }
    say("f00201020304f7"); /* no such CRC */
    CHECK_EQ(node.parser.bad, ++bad);
    say("f071f7f0f7");
    bad = (uint16_t)(bad + 2);
    CHECK_EQ(node.parser.bad, bad);
    say("a0b0fa");
    bad = (uint16_t)(bad + 3);
    CHECK_EQ(node.parser.bad, bad);
    say("f9");
    CHECK(said("f90205"));
}

static void parser_limits(void)
{
    struct kl_parser parser;
    parser.bad = 0;
    kl_parser_reset(&parser);
    for (int n = 1; n <= KL_SYSEX_MAX + 2; n++) {
        uint16_t bad = parser.bad;
        uint8_t messages = 0;
        (void)kl_parse(&parser, 0xF0);
        for (int i = 0; i < n; i++)
            messages = (uint8_t)(messages + (kl_parse(&parser, 0x71) != KL_NOTHING));
        messages = (uint8_t)(messages + (kl_parse(&parser, 0xF7) == KL_SYSEX));
        CHECK_EQ(messages, n <= KL_SYSEX_MAX);
        CHECK_EQ(parser.bad - bad, n > KL_SYSEX_MAX);
        if (n <= KL_SYSEX_MAX)
            CHECK_EQ(parser.length, n);
    }
    parser.bad = 0;
    (void)kl_parse(&parser, 0xF0);
    (void)kl_parse(&parser, 0x71);
    CHECK_EQ(kl_parse(&parser, 0xF9), KL_ASK_VERSION); /* begun sysex is abandoned, and counted */
    CHECK_EQ(parser.bad, 1);
    (void)kl_parse(&parser, 0xE3);
    (void)kl_parse(&parser, 0x01);
    (void)kl_parse(&parser, 0xF0); /* so is a command that lacks a byte */
    CHECK_EQ(parser.bad, 2);
    (void)kl_parse(&parser, 0x79);
    CHECK_EQ(kl_parse(&parser, 0xF7), KL_SYSEX);
    (void)kl_parse(&parser, 0xEF);
    (void)kl_parse(&parser, 0x7F);
    CHECK_EQ(kl_parse(&parser, 0x7F), KL_ANALOG_TO);
    CHECK(parser.number == 15 && parser.value == 16383);
}

static void stream_values(void)
{
    uint8_t n, *body;
    static const uint8_t wrong[][9] = {
        {8, 7, 9, 10, 8, 16, 0, 0, 0}, {1, 8, 9, 10, 8, 16, 0, 0, 0},  {1, 7, 5, 10, 8, 16, 0, 0, 0},
        {1, 7, 11, 10, 8, 16, 0, 0, 0}, {1, 7, 9, 0, 8, 16, 0, 0, 0}, {1, 7, 9, 10, 8, 16, 1, 0, 0},
    };
    bench_init(&hal, &node);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        uint8_t set[10] = {1};
        memcpy(set + 1, wrong[i], 9);
        bench_ask(&hal, &node, KL_STREAM, set, 10);
        body = bench_body(&hal, KL_STREAM, &n);
        CHECK(body != NULL && body[1] == KL_OUT_OF_RANGE && body[2] == 0);
    }
    set_stream(KL_STREAM_ON | KL_STREAM_GATE, 7, 9, 10, 8, 16, 0);
    body = bench_body(&hal, KL_STREAM, &n);
    CHECK(body != NULL && body[1] == (kl_gate_built() ? KL_DONE : KL_NOT_BUILT));
    {
        const uint16_t before = node.schema;
        set_stream(KL_STREAM_ON, 5, 6, 10, 8, 16, 300);
        body = bench_body(&hal, KL_STREAM, &n);
        CHECK(body != NULL && body[1] == KL_DONE && body[4] == 6 && kl_get16(body + 9) == 300);
        CHECK(node.schema != before); /* another window is another meaning */
        CHECK_EQ(kl_get16(body + 11), node.schema);
    }
    say("ff");
    CHECK_EQ(node.config.flags, 0);
    CHECK_EQ(node.config.window_log2, 9);
}

/* n samples of a square of this size around 512, then how many frames came. */
static uint32_t run(int n, int16_t size)
{
    const uint32_t before = hal.out_n;
    for (int i = 0; i < n; i++) {
        const int16_t v = (int16_t)(512 + (i & 2 ? size : -size));
        bench_sample(&hal, &node, v, v, v);
    }
    return (hal.out_n - before) / 61;
}

static void windows(void)
{
    uint8_t n, *body;
    bench_init(&hal, &node);
    CHECK_EQ(run(1000, 50), 0); /* silent until told */
    set_stream(KL_STREAM_ON | KL_STREAM_EVERY, 2, 6, 10, 8, 16, 0);
    hal.out_n = 0;
    CHECK_EQ(run(64, 50), 0); /* finds the centre */
    CHECK_EQ(run(63, 50), 0);
    CHECK_EQ(run(1, -50), 1);
    body = bench_body(&hal, KL_FEATURES, &n);
    CHECK(body != NULL && n == 48 && body[3] == 1 && body[4] == 0 && body[5] == (KL_FIRST | KL_HOLD));
    CHECK_EQ(kl_get32(body + 6), 1000 + 127); /* the last sample's time: sample k is taken at k ms */
    CHECK_EQ(kl_get16(body + 12), 64);
    CHECK_EQ(kl_get16(body + 38), 50);
    hal.out_n = 0;
    hal.skipped = 3;
    CHECK_EQ(run(64, 50), 1);
    body = bench_body(&hal, KL_FEATURES, &n);
    CHECK(body != NULL && body[4] == 1 && body[5] == (KL_HOLD | KL_GAP));
    CHECK_EQ(kl_get32(body + 6), 1000 + 127 + 64 + 3);
    CHECK_EQ(node.overruns, 3);
    /* Repeating what is in force costs nothing. */
    (void)run(32, 50);
    set_stream(KL_STREAM_ON | KL_STREAM_EVERY, 2, 6, 10, 8, 16, 0);
    hal.out_n = 0;
    CHECK_EQ(run(32, 50), 1);
}

static void wakes(void)
{
    bench_init(&hal, &node);
    set_stream(KL_STREAM_ON, 1, 6, 5, 2, 16, 0);
    hal.out_n = 0;
    CHECK_EQ(run(128, 50), 1);     /* centre, first */
    CHECK_EQ(run(4 * 64, 50), 0);
    CHECK_EQ(run(64, 50), 1);      /* heartbeat */
    CHECK_EQ(run(64, 220), 1);     /* 4.4 times the size: 34 eighths */
    CHECK_EQ(run(2 * 64, 220), 2); /* hold */
    CHECK_EQ(run(4 * 64, 220), 0);
    CHECK_EQ(run(64, 220), 1);
    CHECK_EQ(run(64, 50), 1);      /* and down again */
    CHECK_EQ(node.channel[0].wake.hold, 2);
    set_stream(KL_STREAM_ON, 1, 6, 255, 0, 0, 100);
    hal.out_n = 0;
    CHECK_EQ(run(128, 99), 1);
    CHECK_EQ(run(64, 99), 0);
    CHECK_EQ(run(64, 100), 1);     /* threshold */
    CHECK_EQ(run(64, 101), 1);
    CHECK_EQ(run(64, 5), 0);       /* delta 0: changes do not count */
    set_stream(KL_STREAM_ON, 0, 6, 1, 0, 1, 1);
    hal.out_n = 0;
    CHECK_EQ(run(1000, 300), 0);   /* no channel */
}

static void nothing_is_cut(void)
{
    uint8_t n, *body;
    bench_init(&hal, &node);
    set_stream(KL_STREAM_ON | KL_STREAM_EVERY, 1, 6, 5, 2, 16, 0);
    hal.out_n = 0;
    (void)run(128, 50);
    hal.room = 60;
    CHECK_EQ(run(64 * 3, 50), 0);
    CHECK_EQ(node.lost, 3);
    hal.room = 61;
    hal.out_n = 0;
    CHECK_EQ(run(64, 50), 1);
    body = bench_body(&hal, KL_FEATURES, &n);
    CHECK(body != NULL && body[4] == 4 && kl_get16(body + 10) == 3); /* seq has counted what was dropped */
    hal.room = 5;
    say("f06bf7f069f7f079f7f06d03f7f9");
    CHECK_EQ(hal.out_n, 3); /* the version alone had room */
    CHECK_EQ(node.lost, 7);
}

static void wraps(void)
{
    uint8_t n, *body;
    bench_init(&hal, &node);
    node.sampled.ms = 0xFFFFFFFFu - 127; /* as if 49.7 days had passed */
    node.channel[0].seq = 255;
    node.lost = 65535;
    set_stream(KL_STREAM_ON | KL_STREAM_EVERY, 1, 6, 5, 2, 16, 0);
    hal.out_n = 0;
    (void)run(128, 50);
    body = bench_body(&hal, KL_FEATURES, &n);
    CHECK(body != NULL && body[4] == 255 && kl_get32(body + 6) == 0xFFFFFFFFu && kl_get16(body + 10) == 65535);
    hal.room = 0;
    (void)run(64, 50);
    CHECK_EQ(node.lost, 0);
    hal.room = 100;
    hal.out_n = 0;
    (void)run(64, 50);
    body = bench_body(&hal, KL_FEATURES, &n);
    CHECK(body != NULL && body[4] == 1 && kl_get32(body + 6) == 127);
}

static void periodic_status(void)
{
    uint8_t n, *body;
    bench_init(&hal, &node);
    set_stream(KL_STREAM_ON, 0, 6, 5, 2, 16, 0);
    hal.out_n = 0;
    hal.now.ms += 9999;
    bench_say(&hal, &node, NULL, 0);
    CHECK_EQ(hal.out_n, 0);
    hal.now.ms += 1;
    bench_say(&hal, &node, NULL, 0);
    body = bench_body(&hal, KL_STATUS, &n);
    CHECK(body != NULL && body[1] == 2 && kl_get32(body + 3) == 10000);
}

static void slow_and_fast_periods(void)
{
    bench_init(&hal, &node);
    hal.site.period_us = 250;
    for (int i = 0; i < 4 * 77; i++)
        bench_sample(&hal, &node, 1, 2, 3);
    CHECK(node.sampled.ms == 77 && node.sampled.us == 0);
    hal.site.period_us = 60999;
    bench_sample(&hal, &node, 1, 2, 3);
    CHECK(node.sampled.ms == 137 && node.sampled.us == 999);
    bench_sample(&hal, &node, 1, 2, 3);
    CHECK(node.sampled.ms == 198 && node.sampled.us == 998);
}

int main(void)
{
    TEST(hello, "a board says version, name and status by itself");
    TEST(handshake, "johnny-five's handshake: F9, 79, 6B, 69");
    TEST(pins, "pins are set, read back, pulled up and dimmed");
    TEST(pins_refuse, "what a pin cannot is not done, and counted");
    TEST(reports, "inputs are told when they change, analog pins at their interval");
    TEST(constants, "the schema is the CRC over what the pages say");
    TEST(questions, "clock, status and configuration are told when asked");
    TEST(not_understood, "what is not understood is counted and not answered, and the next is understood again");
    TEST(parser_limits, "the parser holds 62 bytes, abandons what is too long or broken off, and counts it");
    TEST(stream_values, "a value out of range changes nothing");
    TEST(windows, "windows begin with one that finds the centre; gaps are told and do not shift time");
    TEST(wakes, "a window is sent for a change, a threshold, a while after it, and a heartbeat");
    TEST(nothing_is_cut, "a frame without room is dropped whole and counted");
    TEST(wraps, "seq, lost and time wrap");
    TEST(periodic_status, "status comes every ten seconds of streaming");
    TEST(slow_and_fast_periods, "time adds up at any sampling period");
    return check_end();
}
