/*
 * One channel: samples in, one window of features after the other out. Nothing is buffered; a window costs its sums.
 *
 *     x - centre -> moments
 *                -> bands           centre of the next window = rounded mean of this one; the first window only finds it
 */
#ifndef KL_WINDOW_H
#define KL_WINDOW_H

#include <stdint.h>

#include "goertzel.h"
#include "moments.h"
#include "wake.h"

enum { KL_FEATURES_SIZE = 48 };

struct kl_window {
    struct kl_moments moments;
    struct kl_bands bands;
    int16_t centre;
    uint8_t settled; /* the centre has been found */
    uint8_t notes;   /* KL_GAP, KL_CLIPPED of the window at hand */
};

/* centre: where to begin, the converter's count at the physical zero. */
void kl_window_reset(struct kl_window *window, int16_t centre);
/* One sample, 0..full_scale. Returns 1 when it was the last of a window of 2^n_log2: read it out and call kl_window_next. */
uint8_t kl_window_add(struct kl_window *window, int16_t sample, int16_t full_scale, uint8_t n_log2);
/* The bands' codes and that of the whole mean square. */
void kl_window_codes(const struct kl_window *window, uint8_t n_log2, uint8_t codes[KL_CODES]);
/* centre .. peak of a FEATURES body (26 bytes). */
uint8_t *kl_window_write(const struct kl_window *window, uint8_t *to);
/* Begins the next window. */
void kl_window_next(struct kl_window *window, uint8_t n_log2);

#endif
