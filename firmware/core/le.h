/* Integers, little-endian, as the wire has them. A put returns where the next one goes; two's complement makes signed values fit as they are. */
#ifndef KL_LE_H
#define KL_LE_H

#include <stdint.h>

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
