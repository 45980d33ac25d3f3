/* A seeded generator that is the same everywhere: splitmix64. */
#ifndef KL_RNG_H
#define KL_RNG_H

#include <stdint.h>

struct kl_rng {
    uint64_t state;
};

static inline uint64_t kl_rng_next(struct kl_rng *rng)
{
    uint64_t z = rng->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* 0 <= x < 1 */
static inline double kl_rng_uniform(struct kl_rng *rng)
{
    return (double)(kl_rng_next(rng) >> 11) * 0x1p-53;
}

/* Mean 0, deviation 1, by twelve uniforms (Irwin-Hall): sums only, so the same bits on every machine. */
static inline double kl_rng_normal(struct kl_rng *rng)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += kl_rng_uniform(rng);
    return sum;
}

#endif
