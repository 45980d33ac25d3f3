#include "wire.h"

uint16_t kl_crc16(uint16_t crc, uint8_t byte)
{
    /* Four bits at a time by shifts alone: no table, and what avr-libc's _crc_ccitt_update computes. */
    byte = (uint8_t)(byte ^ (uint8_t)crc);
    byte = (uint8_t)(byte ^ (uint8_t)(byte << 4));
    return (uint16_t)((((uint16_t)byte << 8) | (crc >> 8)) ^ (uint8_t)(byte >> 4) ^ ((uint16_t)byte << 3));
}

/* Encoder7Bit: what is left of the last byte waits in `rest`, its number of bits in `bits` (0..6). */
struct packer {
    uint8_t *at;
    uint8_t rest;
    uint8_t bits;
};

static void pack(struct packer *p, uint8_t byte)
{
    const uint16_t all = (uint16_t)(((uint16_t)byte << p->bits) | p->rest);
    *p->at++ = (uint8_t)(all & 0x7F);
    p->rest = (uint8_t)(all >> 7);
    if (++p->bits == 7) {
        *p->at++ = p->rest;
        p->rest = 0;
        p->bits = 0;
    }
}

uint8_t kl_frame(uint8_t *wire, uint8_t command, const uint8_t *body, uint8_t n)
{
    struct packer p = {wire + 2, 0, 0};
    uint16_t crc = kl_crc16(0xFFFF, command);
    if (n > KL_BODY_MAX)
        return 0;
    wire[0] = 0xF0;
    wire[1] = command;
    for (uint8_t i = 0; i < n; i++) {
        crc = kl_crc16(crc, body[i]);
        pack(&p, body[i]);
    }
    pack(&p, (uint8_t)crc);
    pack(&p, (uint8_t)(crc >> 8));
    if (p.bits > 0)
        *p.at++ = p.rest;
    *p.at++ = 0xF7;
    return (uint8_t)(p.at - wire);
}

enum kl_open kl_open(uint8_t command, uint8_t *packed, uint8_t n, uint8_t *length)
{
    uint16_t all = 0, crc = kl_crc16(0xFFFF, command);
    uint8_t bits = 0, out = 0;
    for (uint8_t i = 0; i < n; i++) {
        all = (uint16_t)(all | (uint16_t)((uint16_t)(packed[i] & 0x7F) << bits));
        bits = (uint8_t)(bits + 7);
        if (bits >= 8) {
            packed[out++] = (uint8_t)all; /* out <= i: in place is safe */
            all >>= 8;
            bits = (uint8_t)(bits - 8);
        }
    }
    /* A whole 7 bits left over is one packed byte too many; any bit left over must be 0. */
    if (bits == 7 || all != 0 || out < 3)
        return KL_OPEN_PACKING;
    out = (uint8_t)(out - 2);
    for (uint8_t i = 0; i < out; i++)
        crc = kl_crc16(crc, packed[i]);
    if (packed[out] != (uint8_t)crc || packed[out + 1] != (uint8_t)(crc >> 8))
        return KL_OPEN_CRC;
    *length = out;
    return packed[0] == KL_WIRE_VERSION ? KL_OPEN_OK : KL_OPEN_VERSION;
}
