/*
 * A gateway's ear in C, by PROTOCOL.md: splits the stream, opens frames, checks values. Written as a gateway would, apart from the board's own parser.
 */
#ifndef KL_TEST_DECODER_H
#define KL_TEST_DECODER_H

#include <stdint.h>

#include "le.h"
#include "wire.h"

struct decoder {
    uint8_t begun[KL_WIRE_MAX];
    uint8_t n; /* 0: outside */
    uint16_t schema, window; /* what the constants told */
    uint8_t channels;
    uint32_t refused;
};

static int64_t decoder_signed(const uint8_t *at, int size)
{
    uint64_t v = 0;
    for (int i = size - 1; i >= 0; i--)
        v = v << 8 | at[i];
    if (size < 8 && (v >> (8 * size - 1) & 1) != 0)
        v |= ~(uint64_t)0 << (8 * size);
    return (int64_t)v;
}

static int decoder_plausible(const struct decoder *d, const uint8_t *body)
{
    typedef __int128 wide; /* unlike a gateway's doubles, exact */
    const wide n = kl_get16(body + 12), s1 = decoder_signed(body + 16, 3), s2 = decoder_signed(body + 19, 5) & 0xFFFFFFFFFF, s3 = decoder_signed(body + 24, 6),
               s4 = (wide)(uint64_t)decoder_signed(body + 30, 8), p = kl_get16(body + 38);
    return kl_get16(body + 1) == d->schema && body[3] < d->channels && n == d->window && p <= 4095 && p * p <= s2 && s2 <= n * p * p && s1 * s1 <= n * s2 &&
           (s3 < 0 ? -s3 : s3) <= p * s2 && s2 * s2 <= n * s4 && s4 <= p * p * s2;
}

/* One byte. Returns the length of a whole user frame in d->begun that was accepted, else 0. */
static uint8_t decoder_take(struct decoder *d, uint8_t byte)
{
    uint8_t copy[KL_WIRE_MAX], length = 0, n;
    if (byte == 0xF0) {
        d->begun[0] = byte;
        d->n = 1;
        return 0;
    }
    if (d->n == 0)
        return 0;
    if (byte >= 0x80 && byte != 0xF7) {
        d->n = 0;
        return 0;
    }
    if (byte < 0x80) {
        if (d->n == KL_WIRE_MAX - 1)
            d->n = 0;
        else
            d->begun[d->n++] = byte;
        return 0;
    }
    d->begun[d->n++] = byte;
    n = d->n;
    d->n = 0;
    if (n < 4 || d->begun[1] < KL_FEATURES || d->begun[1] > KL_STATUS)
        return 0;
    for (uint8_t i = 0; i < n; i++)
        copy[i] = d->begun[i];
    if (kl_open(d->begun[1], copy + 2, (uint8_t)(n - 3), &length) == KL_OPEN_OK) {
        static const uint8_t lengths[] = {0, 48, 13, 0, 11, 20};
        const uint8_t wanted = lengths[d->begun[1]];
        if ((wanted == 0 || wanted == length) && (d->begun[1] != KL_FEATURES || decoder_plausible(d, copy + 2)))
            return n;
    }
    d->refused++;
    return 0;
}

#endif
