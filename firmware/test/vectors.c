/*
 * Windows of made-up signals through the core, printed: the same program on the host, in simavr and under QEMU must print the same bytes (golden/vectors.txt).
 * Integers only, so that no library's sine has a say.
 *
 *     window KIND N  centre..peak in hex, as in a FEATURES body  codes in hex
 *     frame  hex
 *     gate   x hidden y score in hex
 */
#include "vectors.h"

#include "gate.h"
#include "window.h"
#include "wire.h"

enum { FULL = 1023 };

static void put_text(const char *text)
{
    while (*text)
        vector_put(*text++);
}

static void put_hex(const uint8_t *bytes, uint8_t n)
{
    for (uint8_t i = 0; i < n; i++) {
        vector_put("0123456789abcdef"[bytes[i] >> 4]);
        vector_put("0123456789abcdef"[bytes[i] & 15]);
    }
}

/* xorshift32 */
static uint16_t random16(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return (uint16_t)*state;
}

/* Kinds: 0 silence, 1 and 2 the rails, 3 a square wave of full scale with a growing period, 4 to 6 noise of 4, 200 and all counts, 7 a ramp, 8 rare spikes. */
enum { KINDS = 9 };
static int16_t sample(uint8_t kind, uint16_t i, uint32_t *state)
{
    const uint16_t r = random16(state);
    switch (kind) {
    case 0:
        return 512;
    case 1:
        return 0;
    case 2:
        return FULL;
    case 3:
        return (i / (1 + (i >> 6))) & 1 ? FULL : 0;
    case 4:
        return (int16_t)(510 + (r & 3));
    case 5:
        return (int16_t)(412 + r % 201);
    case 6:
        return (int16_t)(r & FULL);
    case 7:
        return (int16_t)(i & FULL);
    default:
        return (int16_t)(r % 97 == 0 ? FULL : 500 + (r & 15));
    }
}

static struct kl_window window;

static void one(uint8_t kind, uint8_t n_log2)
{
    uint8_t body[26], codes[KL_CODES];
    uint32_t state = 2463534242u + kind;
    const uint8_t head[2] = {kind, n_log2};
    kl_window_reset(&window, 512);
    for (uint8_t round = 0; round < 2; round++) {
        uint16_t i = 0;
        while (!kl_window_add(&window, sample(kind, i, &state), FULL, n_log2))
            i++;
        (void)kl_window_write(&window, body);
        kl_window_codes(&window, n_log2, codes);
        put_text("window ");
        put_hex(head, 2);
        vector_put(' ');
        put_hex(body, sizeof body);
        vector_put(' ');
        put_hex(codes, sizeof codes);
        vector_put('\n');
        kl_window_next(&window, n_log2);
    }
}

static void frames(void)
{
    uint8_t body[KL_BODY_MAX], wire[KL_WIRE_MAX];
    uint32_t state = 1;
    for (uint8_t n = 1; n <= KL_BODY_MAX; n = (uint8_t)(n + 10)) {
        for (uint8_t i = 0; i < n; i++)
            body[i] = (uint8_t)random16(&state);
        put_text("frame  ");
        put_hex(wire, kl_frame(wire, KL_FEATURES, body, n));
        vector_put('\n');
    }
}

static void gates(void)
{
    int8_t x[KL_BANDS], hidden[KL_GATE_HIDDEN], y[KL_BANDS];
    uint32_t state = 77;
    for (uint8_t round = 0; round < 16; round++) {
        uint32_t score;
        uint8_t bytes[4];
        for (uint8_t i = 0; i < KL_BANDS; i++)
            x[i] = (int8_t)(round & 1 ? random16(&state) & 0xFF : random16(&state) & 15);
        score = kl_gate_score(x, hidden, y);
        for (uint8_t i = 0; i < 4; i++)
            bytes[i] = (uint8_t)(score >> (24 - 8 * i));
        put_text("gate   ");
        put_hex((const uint8_t *)x, sizeof x);
        vector_put(' ');
        put_hex((const uint8_t *)hidden, sizeof hidden);
        vector_put(' ');
        put_hex((const uint8_t *)y, sizeof y);
        vector_put(' ');
        put_hex(bytes, sizeof bytes);
        vector_put('\n');
    }
}

void vectors(void)
{
    for (uint8_t kind = 0; kind < KINDS; kind++)
        for (uint8_t n_log2 = KL_WINDOW_MIN; n_log2 <= KL_WINDOW_MAX; n_log2 = (uint8_t)(n_log2 + 2))
            one(kind, n_log2);
    frames();
    gates();
}
