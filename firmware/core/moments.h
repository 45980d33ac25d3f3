/*
 * Raw moments of one window, exact: sums of d, d^2, d^3, d^4 and the largest abs(d), for abs(d) <= 4095 and up to 1024 samples.
 * Mean, RMS, crest, skewness and kurtosis are divided out by the gateway, in float.
 */
#ifndef KL_MOMENTS_H
#define KL_MOMENTS_H

#include <stdint.h>

struct kl_moments {
    int32_t sum;
    uint32_t sum2_lo; /* sum of squares = hi 2^32 + lo, likewise below */
    uint32_t sum4_lo;
    uint32_t sum4_hi;
    uint32_t sum3_lo; /* two's complement over 48 bits */
    uint16_t sum3_hi;
    uint8_t sum2_hi;
    uint16_t peak;
};

void kl_moments_reset(struct kl_moments *m);
void kl_moments_add(struct kl_moments *m, int16_t d);

#endif
