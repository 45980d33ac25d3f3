/*
 * Firmata's stream, byte by byte, without any I/O: feed it, and now and then a message is complete.
 *
 *     idle --F0--> sysex --F7--> message          a byte >= 0x80 in the wrong place abandons what was begun
 *       \--cmd--> data bytes --> message          and is looked at again as a beginning
 */
#ifndef KL_PARSER_H
#define KL_PARSER_H

#include <stdint.h>

enum { KL_SYSEX_MAX = 62 }; /* F0 and F7 not counted: the command and 61 bytes */

enum kl_message {
    KL_NOTHING,
    KL_SYSEX,     /* sysex[0] is the command, sysex[1..length) its data, 7 bits each */
    KL_DIGITAL,   /* 9x: port, value (14 bit) */
    KL_ANALOG_TO, /* Ex: pin, value */
    KL_REPORT_ANALOG, /* Cx: analog channel, 0 or not */
    KL_REPORT_DIGITAL, /* Dx: port, 0 or not */
    KL_SET_MODE,  /* F4: pin, mode */
    KL_SET_PIN,   /* F5: pin, value */
    KL_ASK_VERSION, /* F9 */
    KL_RESET,     /* FF */
};

struct kl_parser {
    uint8_t command; /* 0 idle, else the one whose data bytes are awaited */
    uint8_t wanted, got;
    uint8_t data[2];
    uint8_t length;
    uint8_t sysex[KL_SYSEX_MAX];
    uint8_t number;  /* of the message: port, pin or channel */
    uint16_t value;  /* of the message */
    uint16_t bad;    /* messages not understood, modulo 65536 */
};

void kl_parser_reset(struct kl_parser *parser); /* keeps `bad` */
enum kl_message kl_parse(struct kl_parser *parser, uint8_t byte);

#endif
