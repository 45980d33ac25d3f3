/* Eighths of an octave: 8 log2 v, rounded to the nearest, in integers. */
#ifndef KL_EIGHTHS_H
#define KL_EIGHTHS_H

#include <stdint.h>

/* v = hi 2^32 + lo, not 0. 0..384. */
uint16_t kl_eighths(uint16_t hi, uint32_t lo);

/* Code of a mean square: eighths + 64, held within 0..255. */
static inline uint8_t kl_code(int16_t eighths)
{
    const int16_t code = (int16_t)(eighths + 64);
    return code < 0 ? 0 : code > 255 ? 255 : (uint8_t)code;
}

#endif
