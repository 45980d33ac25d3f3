#include "window.h"

#include "eighths.h"
#include "le.h"

static void begin(struct kl_window *window)
{
    kl_moments_reset(&window->moments);
    kl_bands_reset(&window->bands);
    window->notes = 0;
}

void kl_window_reset(struct kl_window *window, int16_t centre)
{
    window->centre = centre;
    window->settled = 0;
    begin(window);
}

uint8_t kl_window_add(struct kl_window *window, int16_t sample, int16_t full_scale, uint8_t n_log2)
{
    const int16_t d = (int16_t)(sample - window->centre);
    if (sample <= 0 || sample >= full_scale)
        window->notes |= KL_CLIPPED;
    kl_moments_add(&window->moments, d);
    kl_bands_add(&window->bands, d);
    return window->bands.count >= (1u << n_log2);
}

void kl_window_codes(const struct kl_window *window, uint8_t n_log2, uint8_t codes[KL_CODES])
{
    const struct kl_moments *m = &window->moments;
    for (uint8_t b = 0; b < KL_BANDS; b++)
        codes[b] = kl_bands_code(&window->bands, b, n_log2);
    codes[KL_BANDS] = m->sum2 == 0 ? 0 : kl_code((int16_t)((int16_t)kl_eighths(0, m->sum2) - 8 * n_log2));
}

uint8_t *kl_window_write(const struct kl_window *window, uint8_t *to)
{
    const struct kl_moments *m = &window->moments;
    to = kl_put16(to, (uint16_t)window->centre);
    to = kl_put16(to, (uint16_t)m->sum);
    *to++ = (uint8_t)((uint32_t)m->sum >> 16);
    to = kl_put32(to, m->sum2);
    *to++ = 0;
    to = kl_put32(to, m->sum3_lo);
    to = kl_put16(to, (uint16_t)m->sum3_hi);
    to = kl_put32(to, m->sum4_lo);
    to = kl_put32(to, m->sum4_hi);
    return kl_put16(to, m->peak);
}

void kl_window_next(struct kl_window *window, uint8_t n_log2)
{
    /* Rounded to the nearest, halves upwards. */
    window->centre = (int16_t)(window->centre + (int16_t)((window->moments.sum + (1L << (n_log2 - 1))) >> n_log2));
    window->settled = 1;
    begin(window);
}
