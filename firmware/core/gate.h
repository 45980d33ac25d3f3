/*
 * Optional: a small int8 autoencoder that has seen how healthy bands move together. It never judges; it only wakes the stream up.
 * Built in with -DKL_GATE; without it everything here is nothing.
 */
#ifndef KL_GATE_H
#define KL_GATE_H

#include <stdint.h>

#include "goertzel.h"

#ifdef KL_GATE
struct kl_gate {
    uint16_t usual[KL_BANDS]; /* slow mean of each code, Q8 */
    uint8_t seen;             /* windows, up to KL_GATE_SETTLE */
    uint8_t above;            /* windows in a row above the threshold */
};
#else
struct kl_gate {
    uint8_t none;
};
#endif

static inline uint8_t kl_gate_built(void)
{
#ifdef KL_GATE
    return 1;
#else
    return 0;
#endif
}

void kl_gate_reset(struct kl_gate *gate);
/* One window's codes. Returns 1 when they are unusual enough to wake up. */
uint8_t kl_gate_step(struct kl_gate *gate, const uint8_t codes[KL_BANDS]);

#endif
