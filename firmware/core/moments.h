/*
 * Raw moments of one window, exact: sums of d, d^2, d^3, d^4 and the largest abs(d), for abs(d) <= 1023 and up to 1024 samples.
 * (The wire has room for 12 bits; the core's bands and sums are made for 10, which is what their speed on 8 bits comes from.)
 * Mean, RMS, crest, skewness and kurtosis are divided out by the gateway, in float.
 */
#ifndef KL_MOMENTS_H
#define KL_MOMENTS_H

#include <stdint.h>

struct kl_moments {
    int32_t sum;
    uint32_t sum2;
    uint32_t sum3_lo; /* sum of cubes = two's complement over 48 bits, hi 2^32 + lo */
    int16_t sum3_hi;
    uint32_t sum4_lo; /* sum of 4th powers = hi 2^32 + lo */
    uint32_t sum4_hi;
    uint16_t peak;
};

void kl_moments_reset(struct kl_moments *m);
void kl_moments_add(struct kl_moments *m, int16_t d);

#endif
