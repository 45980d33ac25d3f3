/*
 * A bad line: what may happen to bytes between a board and its gateway. Seeded; the same seed gives the same damage.
 */
#ifndef KL_FAULTS_H
#define KL_FAULTS_H

#include <stdint.h>

#include "rng.h"

struct kl_faults {
    struct kl_rng rng;
    double noise; /* of any kind: 6 of 10 one bit, 2 another byte, 1 dropped, 1 twice */
    double flip, drop, twice;
    uint8_t stalled; /* nothing passes */
    uint8_t garbled; /* another baud rate: every byte is another */
    uint64_t bytes, hurt;
};

/* What arrives of one byte: 0, 1 or 2 bytes in out. */
static inline uint8_t kl_faults_pass(struct kl_faults *f, uint8_t byte, uint8_t out[2])
{
    uint8_t n = 1;
    const double p = kl_rng_uniform(&f->rng);
    out[0] = byte;
    out[1] = byte;
    f->bytes++;
    if (f->stalled)
        return 0;
    if (f->garbled) {
        out[0] = (uint8_t)kl_rng_next(&f->rng);
    } else if (p < f->noise) {
        const uint64_t kind = kl_rng_next(&f->rng) % 10;
        if (kind < 6)
            out[0] = (uint8_t)(byte ^ 1u << kl_rng_next(&f->rng) % 8);
        else if (kind < 8)
            out[0] = (uint8_t)kl_rng_next(&f->rng);
        else
            n = kind == 8 ? 0 : 2;
    } else if (p < f->noise + f->flip) {
        out[0] = (uint8_t)(byte ^ 1u << kl_rng_next(&f->rng) % 8);
    } else if (p < f->noise + f->flip + f->drop) {
        n = 0;
    } else if (p < f->noise + f->flip + f->drop + f->twice) {
        n = 2;
    }
    if (n != 1 || out[0] != byte)
        f->hurt++;
    return n;
}

#endif
