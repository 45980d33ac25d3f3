/* Which windows are worth a frame: changes, thresholds, a heartbeat, and everything for a while after a wake-up. */
#ifndef KL_WAKE_H
#define KL_WAKE_H

#include <stdint.h>

#include "config.h"
#include "goertzel.h"

enum {
    KL_HEARTBEAT = 0x01,
    KL_CHANGED = 0x02,
    KL_THRESHOLD = 0x04,
    KL_FIRST = 0x08,
    KL_WOKEN = 0x10,
    KL_HOLD = 0x20,
    KL_GAP = 0x40,
    KL_CLIPPED = 0x80,
};

enum { KL_CODES = KL_BANDS + 1 }; /* the bands, then the whole mean square */

struct kl_wake {
    uint8_t sent[KL_CODES]; /* of the last frame that went out */
    uint8_t waited;         /* windows since then */
    uint8_t hold;           /* windows still to be sent after a wake-up */
    uint8_t begun;          /* a frame has gone out since the configuration */
};

void kl_wake_reset(struct kl_wake *wake);
/* Reasons to send this window (KL_HEARTBEAT..KL_HOLD), 0 for none. gate: what the model says, 0 or 1. */
uint8_t kl_wake_reasons(struct kl_wake *wake, const struct kl_config *config, const uint8_t codes[KL_CODES], uint16_t peak, uint8_t gate);
/* Call when the frame went out; one that was dropped leaves the comparison where it was. */
void kl_wake_sent(struct kl_wake *wake, const uint8_t codes[KL_CODES]);

#endif
