#include "bearing.h"

#include <math.h>

#define PI 3.14159265358979323846
#define SHAFT_HZ 24.5
#define BALLS 9
#define BALL_MM 7.94
#define PITCH_MM 39.04
#define RING_HZ 392.0
#define RING_DAMPING 0.1
#define SLIP 0.015
#define COUNTS_PER_G 93.0
#define NOISE_G 0.03

static const double SHAFT_G[KL_HARMONICS] = {0.06, 0.03, 0.015};
/* How much of shaft and impacts each axis sees: two radial ones and the axial. */
static const double SHAFT_AXIS[KL_AXES] = {1.0, 0.8, 0.3}, RING_AXIS[KL_AXES] = {1.0, 0.7, 0.35};

double kl_bearing_bpfo(void)
{
    return BALLS / 2.0 * SHAFT_HZ * (1 - BALL_MM / PITCH_MM);
}

static void turn(double *re, double *im, double by_re, double by_im)
{
    const double next = *re * by_re - *im * by_im;
    *im = *re * by_im + *im * by_re;
    *re = next;
}

/* Once a second or so the speed and the load move a little. */
static void drift(struct kl_bearing *b)
{
    const double speed = 1 + 0.002 * kl_rng_normal(&b->rng);
    b->load += 0.1 * (1 - b->load) + 0.02 * kl_rng_normal(&b->rng);
    b->spacing = b->rate / (kl_bearing_bpfo() * speed);
    for (int h = 0; h < KL_HARMONICS; h++) {
        const double w = 2 * PI * SHAFT_HZ * speed * (h + 1) / b->rate, size = hypot(b->shaft_re[h], b->shaft_im[h]);
        b->step_re[h] = cos(w);
        b->step_im[h] = sin(w);
        b->shaft_re[h] /= size; /* the phasor must not grow or shrink by rounding */
        b->shaft_im[h] /= size;
    }
}

void kl_bearing_init(struct kl_bearing *b, double rate, uint64_t seed)
{
    const struct kl_bearing none = {0};
    const double w = 2 * PI * RING_HZ / rate, decay = exp(-RING_DAMPING * w);
    *b = none;
    b->rng.state = seed;
    b->rate = rate;
    b->load = 1;
    b->turn_re = decay * cos(w);
    b->turn_im = decay * sin(w);
    for (int h = 0; h < KL_HARMONICS; h++) {
        const double phase = 2 * PI * kl_rng_uniform(&b->rng);
        b->shaft_re[h] = cos(phase);
        b->shaft_im[h] = sin(phase);
    }
    drift(b);
    b->to_impact = b->spacing;
}

static double impacts(struct kl_bearing *b)
{
    turn(&b->ring_re, &b->ring_im, b->turn_re, b->turn_im);
    for (b->to_impact -= 1; b->to_impact <= 0; b->to_impact += b->spacing * (1 + SLIP * kl_rng_normal(&b->rng))) {
        /* It came -to_impact samples ago: the ring has turned that far already. */
        const double ago = -b->to_impact, w = 2 * PI * RING_HZ / b->rate * ago, size = b->wear * exp(-RING_DAMPING * w);
        b->ring_re += size * cos(w);
        b->ring_im += size * sin(w);
    }
    return b->ring_im;
}

void kl_bearing_step(struct kl_bearing *b, int16_t samples[KL_AXES])
{
    double shaft = 0;
    const double ring = impacts(b);
    if (++b->count % (uint32_t)b->rate == 0)
        drift(b);
    for (int h = 0; h < KL_HARMONICS; h++) {
        turn(&b->shaft_re[h], &b->shaft_im[h], b->step_re[h], b->step_im[h]);
        shaft += SHAFT_G[h] * b->shaft_im[h];
    }
    for (int axis = 0; axis < KL_AXES; axis++) {
        const double g = b->load * (SHAFT_AXIS[axis] * shaft + RING_AXIS[axis] * ring) + NOISE_G * kl_rng_normal(&b->rng);
        const double count = floor(512.5 + COUNTS_PER_G * g);
        samples[axis] = count < 0 ? 0 : count > 1023 ? 1023 : (int16_t)count;
    }
}
