/* Integers of any width, little-endian, as the wire has them. */
#ifndef KL_LE_H
#define KL_LE_H

#include <stdint.h>

/* Writes the low `size` bytes of value and returns where the next ones go. Two's complement makes signed values fit as they are. */
static inline uint8_t *kl_put(uint8_t *at, uint64_t value, uint8_t size)
{
    while (size-- > 0) {
        *at++ = (uint8_t)value;
        value >>= 8;
    }
    return at;
}

static inline uint8_t *kl_put16(uint8_t *at, uint16_t value)
{
    at[0] = (uint8_t)value;
    at[1] = (uint8_t)(value >> 8);
    return at + 2;
}

static inline uint8_t *kl_put32(uint8_t *at, uint32_t value)
{
    return kl_put16(kl_put16(at, (uint16_t)value), (uint16_t)(value >> 16));
}

static inline uint16_t kl_get16(const uint8_t *at)
{
    return (uint16_t)(at[0] | (uint16_t)((uint16_t)at[1] << 8));
}

static inline uint32_t kl_get32(const uint8_t *at)
{
    return kl_get16(at) | (uint32_t)kl_get16(at + 2) << 16;
}

#endif
