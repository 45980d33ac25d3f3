/* Frames of user sysex: F0 | command | packed(body | crc16) | F7. See PROTOCOL.md. */
#ifndef KL_WIRE_H
#define KL_WIRE_H

#include <stdint.h>

enum {
    KL_FEATURES = 0x01,
    KL_STREAM = 0x02,
    KL_CONSTANTS = 0x03,
    KL_CLOCK = 0x04,
    KL_STATUS = 0x05,
};

enum { KL_WIRE_VERSION = 1, KL_WIRE_MAX = 64, KL_BODY_MAX = 51 };

/* CRC-16/MCRF4XX, one byte further. Begin with 0xFFFF. */
uint16_t kl_crc16(uint16_t crc, uint8_t byte);

/* Makes a whole frame of body[0..n) in wire[0..KL_WIRE_MAX) and returns its length; n <= KL_BODY_MAX, else 0. */
uint8_t kl_frame(uint8_t *wire, uint8_t command, const uint8_t *body, uint8_t n);

enum kl_open { KL_OPEN_OK, KL_OPEN_PACKING, KL_OPEN_CRC, KL_OPEN_VERSION };

/* Unpacks packed[0..n) in place and checks it. On KL_OPEN_OK and KL_OPEN_VERSION *length is that of the body, which begins at packed[0]. */
enum kl_open kl_open(uint8_t command, uint8_t *packed, uint8_t n, uint8_t *length);

#endif
