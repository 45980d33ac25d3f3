#include "goertzel.h"

#include "bands.h"
#include "eighths.h"

/* Read eight times a sample, so in RAM also on an AVR: 48 bytes. */
static const struct kl_band TABLE[KL_BANDS] = KL_BANDS_TABLE;

struct kl_band kl_band(uint8_t b)
{
    return TABLE[b];
}

void kl_bands_reset(struct kl_bands *bands)
{
    const struct kl_bands none = {{0}, {0}, {0}, {0}, {0}, 0};
    *bands = none;
    for (uint8_t i = 0; i < KL_SHIFT_MAX; i++)
        bands->rest[i] = (uint8_t)(1u << i); /* half a unit: the first sample is rounded */
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

void kl_bands_add(struct kl_bands *bands, int16_t d)
{
    int16_t in[KL_SHIFT_MAX + 1];
    const uint16_t count = ++bands->count;
    in[0] = d;
    for (uint8_t i = 0; i < KL_SHIFT_MAX; i++) {
        const int16_t all = (int16_t)(d + bands->rest[i]);
        bands->rest[i] = (uint8_t)(all & ((2 << i) - 1));
        in[i + 1] = (int16_t)(all >> (i + 1));
    }
    for (uint8_t b = 0; b < KL_BANDS; b++) {
        const struct kl_band *band = &TABLE[b];
        const int16_t s1 = bands->s1[b];
        /* Modulo 2^16 throughout: the true sum fits an int16, so wrapping on the way does no harm. */
        const int16_t s = (int16_t)(uint16_t)(times(band->coef, s1) + (uint16_t)in[band->shift] - (uint16_t)bands->s2[b]);
        if ((count & ((1u << band->block_log2) - 1)) != 0) {
            bands->s2[b] = s1;
            bands->s1[b] = s;
        } else {
            const uint32_t x2 = power(band->coef, s, s1);
            bands->lo[b] += x2;
            if (bands->lo[b] < x2)
                bands->hi[b]++;
            bands->s1[b] = 0;
            bands->s2[b] = 0;
        }
    }
}

uint8_t kl_bands_code(const struct kl_bands *bands, uint8_t b, uint8_t n_log2)
{
    const struct kl_band *band = &TABLE[b];
    if (bands->lo[b] == 0 && bands->hi[b] == 0)
        return 0;
    /* 2 4^shift / (M n) as a power of two: an integer number of octaves. */
    return kl_code((int16_t)((int16_t)kl_eighths(bands->hi[b], bands->lo[b]) + 8 * (2 * band->shift + 1 - band->block_log2 - n_log2)));
}
