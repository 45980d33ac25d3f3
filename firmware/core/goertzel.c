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
    const struct kl_band_state none = {0, 0, 0, 0, 0};
    for (uint8_t b = 0; b < KL_BANDS; b++)
        bands->band[b] = none;
    bands->count = 0;
}

/* round(coef s / 2^14) modulo 2^16. The high word of the product shifted LEFT by 2: an AVR takes no longer for that than for the multiplication. */
static inline uint16_t times(int16_t coef, int16_t s)
{
    union {
        uint32_t all;
        uint16_t half[2];
    } p;
    p.all = ((uint32_t)((int32_t)coef * s) + 0x2000u) << 2;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return p.half[1];
#else
    return (uint16_t)(p.all >> 16);
#endif
}

/* abs(X)^2 = s1^2 + s2^2 - 2 cos(w) s1 s2, modulo 2^32 and then positive: abs(X) is at most A M. Rounding can take a nearly empty block below 0. */
static uint32_t power(int16_t coef, int16_t s1, int16_t s2)
{
    const int32_t turned = ((int32_t)coef * s1 + 0x2000) >> 14;
    const uint32_t x2 = (uint32_t)((int32_t)s1 * s1) + (uint32_t)((int32_t)s2 * s2) - (uint32_t)turned * (uint32_t)(int32_t)s2;
    return x2 & 0x80000000u ? 0 : x2;
}

static void finish_block(struct kl_band_state *state, int16_t coef, int16_t s)
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
        s = (int16_t)(uint16_t)(times(band->coef, s1) + (uint16_t)d - (uint16_t)state->s2);
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
