/* Firmata's side of the pins: modes, values, reports, and the answers to what a gateway asks about them. */
#ifndef KL_PINS_H
#define KL_PINS_H

#include <stdint.h>

#include "hal.h"
#include "parser.h"
#include "site.h"

#ifndef KL_PINS
#define KL_PINS 20 /* most pins of a build */
#endif
enum { KL_PORTS = (KL_PINS + 7) / 8, KL_ANALOGS = 16 };
enum { KL_SILENT = 0, KL_TELL = 1, KL_FRESH = 2 }; /* of a port: never; when it changes; once whatever it reads, then when it changes */

struct kl_pins {
    uint8_t mode[KL_PINS];      /* Firmata's mode, 255 before any was set */
    uint8_t value[KL_PINS];     /* last written, 0..255 */
    uint8_t reported[KL_PORTS]; /* input values as last told */
    uint8_t port[KL_PORTS];     /* KL_TELL, KL_FRESH */
    uint8_t analog[KL_ANALOGS]; /* not 0: to be told */
    uint8_t active;             /* anything is to be told at all */
    uint16_t every_ms, last_ms;
};

void kl_pins_reset(struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal);
/* A message of the parser. Returns 0 for one that is not about pins or names a pin or mode that is not there. */
uint8_t kl_pins_take(struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal, enum kl_message message, const struct kl_parser *parser);
/* Sends what is due at this time, of which the low 16 bits are enough. A port that found no room comes again. */
void kl_pins_report(struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal, uint16_t now_ms);

#endif
