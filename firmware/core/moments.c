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
    const uint32_t d2 = mul16(a, a); /* < 2^24 */
    const uint16_t low = (uint16_t)d2;
    const uint8_t high = (uint8_t)(d2 >> 16);
    /* d2^2 = low^2 + 2 high low 2^16 + high^2 2^32; abs(d)^3 = low a + high a 2^16 */
    const uint32_t middle = mul16(low, high), cross = mul16(a, high);
    uint32_t part;

    m->sum += d;
    m->sum2_lo += d2;
    if (m->sum2_lo < d2)
        m->sum2_hi++;

    part = mul16(low, low);
    m->sum4_lo += part;
    if (m->sum4_lo < part)
        m->sum4_hi++;
    if (high != 0) {
        part = middle << 17;
        m->sum4_lo += part;
        if (m->sum4_lo < part)
            m->sum4_hi++;
        m->sum4_hi += (uint16_t)(middle >> 15) + (uint32_t)mul16(high, high);
    }

    part = mul16(low, a) + (cross << 16);
    {
        /* low a < 2^28 and cross < 2^20: the carry out of the sum and cross >> 16 are the high word. */
        uint16_t top = (uint16_t)((cross >> 16) + (part < (cross << 16) ? 1u : 0u));
        if (d < 0) {
            top = (uint16_t)(top + (m->sum3_lo < part ? 1u : 0u));
            m->sum3_lo -= part;
            m->sum3_hi = (uint16_t)(m->sum3_hi - top);
        } else {
            m->sum3_lo += part;
            m->sum3_hi = (uint16_t)(m->sum3_hi + top + (m->sum3_lo < part ? 1u : 0u));
        }
    }
    if (a > m->peak)
        m->peak = a;
}
