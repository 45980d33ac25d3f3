/*
 * Optional: a small int8 autoencoder that has seen how healthy bands move together. It never judges; it only wakes the stream up.
 * Built in with -DKL_GATE; without it everything here is nothing.
 *
 *     x = 2 (code - its slow mean), int8 -> 16 -> 8 -> y;  score = sum (x - y)^2;  woken when twice in a row above KL_GATE_THRESHOLD
 *
 * What a layer does: out = clamp((sum of weight in + bias + 64) >> 7), hidden 0..127, y -128..127. Weights in gate_model.h are made by models/board.
 */
#ifndef KL_GATE_H
#define KL_GATE_H

#include <stdint.h>

#include "goertzel.h"

enum { KL_GATE_HIDDEN = 16, KL_GATE_SETTLE = 32 };

#ifdef KL_GATE
struct kl_gate {
    uint16_t usual[KL_BANDS]; /* slow mean of each code, Q8 */
    uint8_t seen;             /* windows, up to KL_GATE_SETTLE: before that it only learns */
    uint8_t above;            /* the last window was above the threshold */
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

#ifdef KL_GATE
/* The network alone; hidden and y are what it makes of x. At most 8 255^2. */
uint32_t kl_gate_score(const int8_t x[KL_BANDS], int8_t hidden[KL_GATE_HIDDEN], int8_t y[KL_BANDS]);
#endif

#endif
