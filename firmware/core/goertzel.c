#include "goertzel.h"

#include "bands.h"
#include "eighths.h"

/* Read eight times a sample, so in RAM also on an AVR: 64 bytes. */
static const struct kl_band TABLE[KL_BANDS] = KL_BANDS_TABLE;

struct kl_band kl_band(uint8_t b)
{
    return TABLE[b];
}

void kl_bands_reset(struct kl_bands *bands)
{
    const struct kl_band_state none = {0, 0, 0, 0, 0x8000u, 0};
    for (uint8_t b = 0; b < KL_BANDS; b++)
        bands->band[b] = none;
    bands->count = 0;
}

/* A 32-bit product and its two halves. */
union product {
    uint32_t all;
    struct {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        uint16_t high, low;
#else
        uint16_t low, high;
#endif
    } half;
};

/*
 * abs(X)^2 = s1^2 + s2^2 - 2 cos(w) s1 s2, modulo 2^32 and then positive: abs(X) is at most A M. In a low band s1 and s2 are many times abs(X), so the product
 * is taken in two parts, to the last unit. Rounding can still take an empty block below 0.
 */
static uint32_t power(int16_t coef, int16_t s1, int16_t s2)
{
    union product turned, part;
    uint32_t x2;
    turned.all = (uint32_t)((int32_t)coef * s1) << 1; /* cos(w) s1: whole above, Q16 below */
    part.all = (uint32_t)((int32_t)turned.half.low * s2);
    x2 = (uint32_t)((int32_t)(int16_t)turned.half.high * s2) + (uint32_t)(int32_t)(int16_t)part.half.high;
    x2 = (uint32_t)((int32_t)s1 * s1) + (uint32_t)((int32_t)s2 * s2) - (x2 << 1);
    return x2 & 0x80000000u ? 0 : x2;
}

/* Apart, so that what it needs does not crowd the loop out of the registers. */
__attribute__((noinline)) static void finish_block(struct kl_band_state *state, int16_t coef, int16_t s)
{
    const uint32_t x2 = power(coef, s, state->s1), sum = state->lo + x2;
    if (sum < x2)
        state->hi++;
    state->lo = sum;
    state->s1 = 0;
    state->s2 = 0;
}

void kl_bands_add(struct kl_bands *bands, int16_t d)
{
    const struct kl_band *band = TABLE + KL_BANDS;
    struct kl_band_state *state = bands->band + KL_BANDS;
    const uint8_t count = (uint8_t)++bands->count; /* blocks are no longer than 128 */
    do {
        union product p;
        int16_t s1, s;
        band--;
        state--;
        if (band->halve) {
            d = (int16_t)(d + state->rest);
            state->rest = (uint8_t)d & 1;
            d = (int16_t)(d >> 1); /* rounds down, as every compiler here does it */
        }
        s1 = state->s1;
        /* Modulo 2^16 throughout: the true sum fits an int16, so wrapping on the way does no harm. */
        p.all = ((uint32_t)((int32_t)band->coef * s1) << 2) + state->residue; /* << 2 and the high word: an AVR shifts by 14 for longer than it multiplies */
        s = (int16_t)(uint16_t)(p.half.high + (uint16_t)d - (uint16_t)state->s2);
        if (band->shift != 0)
            state->residue = p.half.low;
        if ((count & band->block_mask) != 0) {
            state->s2 = s1;
            state->s1 = s;
        } else {
            finish_block(state, band->coef, s);
        }
    } while (band != TABLE);
}

uint8_t kl_bands_code(const struct kl_bands *bands, uint8_t b, uint8_t n_log2)
{
    const struct kl_band *band = &TABLE[b];
    const struct kl_band_state *state = &bands->band[b];
    if (state->lo == 0 && state->hi == 0)
        return 0;
    /* 2 4^shift / (M n) as a power of two: an integer number of octaves. */
    return kl_code((int16_t)((int16_t)kl_eighths(state->hi, state->lo) + 8 * (2 * band->shift + 1 - band->block_log2 - n_log2)));
}
