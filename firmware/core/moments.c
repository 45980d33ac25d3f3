#include "moments.h"

void kl_moments_reset(struct kl_moments *m)
{
    const struct kl_moments none = {0};
    *m = none;
}

/* 16 x 16 -> 32 bits is what small processors multiply; wider products are put together from it by hand, which on an AVR is half the time. */
static inline uint32_t mul16(uint16_t a, uint16_t b)
{
    return (uint32_t)a * b;
}

void kl_moments_add(struct kl_moments *m, int16_t d)
{
    const uint16_t a = (uint16_t)(d < 0 ? -d : d);
    const uint32_t d2 = mul16(a, a); /* < 2^20 */
    const uint16_t low = (uint16_t)d2;
    const uint8_t high = (uint8_t)(d2 >> 16); /* < 16 */
    const uint32_t d3 = mul16(low, a) + ((uint32_t)(uint16_t)(high * a) << 16); /* < 2^30 */
    const uint32_t square = mul16(low, low);
    uint32_t sum;

    m->sum += d;
    m->sum2 += d2;
    if (a > m->peak)
        m->peak = a;

    sum = m->sum3_lo;
    if (d < 0) {
        m->sum3_hi = (int16_t)(m->sum3_hi - (sum < d3));
        m->sum3_lo = sum - d3;
    } else {
        m->sum3_lo = sum + d3;
        m->sum3_hi = (int16_t)(m->sum3_hi + (m->sum3_lo < d3));
    }

    sum = m->sum4_lo + square;
    m->sum4_lo = sum;
    if (sum < square)
        m->sum4_hi++;
    if (high != 0) {
        /* d2^2 = low^2 + 2 low high 2^16 + high^2 2^32; the middle is below 2^21. */
        const uint32_t middle = mul16(low, high) << 1, part = middle << 16;
        sum += part;
        m->sum4_lo = sum;
        m->sum4_hi += (uint16_t)(middle >> 16) + (uint16_t)(high * high) + (sum < part);
    }
}
