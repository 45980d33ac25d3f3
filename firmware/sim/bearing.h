/*
 * Vibration of a ball bearing, healthy or with a pit in its outer race, as three axes of an accelerometer on a converter of 10 bits.
 *
 *   x(t) = sum over the impacts i of A s(t - T_i)  +  harmonics of the shaft  +  noise
 *   s(t) = exp(-2 pi zeta f_r t) sin(2 pi f_r t)             the housing rings at f_r
 *   T_(i+1) - T_i = (1 + slip) / BPFO,  slip random, 1.5 %   balls slip a little: the impacts are not strictly periodic
 *   BPFO = (n / 2) f_shaft (1 - d / D cos phi)               ball pass frequency of the outer race
 *
 * Sources: P. D. McFadden, J. D. Smith, "Model for the vibration produced by a single point defect in a rolling element bearing", J. Sound and Vibration 96 (1984) 69-82;
 * J. Antoni, R. B. Randall, "A stochastic model for simulation and diagnostics of rolling element bearings with localized faults", J. Vib. Acoust. 125 (2003) 282-289 (the slip);
 * R. B. Randall, J. Antoni, "Rolling element bearing diagnostics: a tutorial", Mech. Syst. Signal Process. 25 (2011) 485-520.
 *
 * Bearing 6205: n = 9, d = 7.94 mm, D = 39.04 mm, phi = 0; shaft 24.5 Hz (1470 a minute): BPFO = 87.8 Hz. Housing: f_r = 392 Hz, zeta = 0.1.
 * It is a model: real machines have many resonances, most of them above what a converter at 1 kHz can see.
 */
#ifndef KL_BEARING_H
#define KL_BEARING_H

#include <stdint.h>

#include "rng.h"

enum { KL_AXES = 3, KL_HARMONICS = 3 };

struct kl_bearing {
    struct kl_rng rng;
    double rate;                          /* samples a second */
    double wear;                          /* size of an impact in g at the x axis; 0 healthy */
    double ring_re, ring_im;              /* state of the resonance */
    double turn_re, turn_im;              /* one sample of it: exp((-2 pi zeta + 2 pi i) f_r / rate) */
    double to_impact;                     /* samples until the next */
    double spacing;                       /* mean samples between impacts */
    double shaft_re[KL_HARMONICS], shaft_im[KL_HARMONICS];
    double step_re[KL_HARMONICS], step_im[KL_HARMONICS];
    double load;                          /* slow, around 1 */
    uint32_t count;
};

void kl_bearing_init(struct kl_bearing *bearing, double rate, uint64_t seed);
/* Next sample of the three axes in converter counts, 0..1023, 93 counts a g around 512. */
void kl_bearing_step(struct kl_bearing *bearing, int16_t samples[KL_AXES]);
double kl_bearing_bpfo(void);

#endif
