#include "wake.h"

void kl_wake_reset(struct kl_wake *wake)
{
    const struct kl_wake none = {{0}, 0, 0, 0};
    *wake = none;
}

static uint8_t changed(const struct kl_wake *wake, const uint8_t *codes, uint8_t delta)
{
    for (uint8_t i = 0; i < KL_CODES; i++) {
        const int16_t by = (int16_t)((int16_t)codes[i] - (int16_t)wake->sent[i]);
        if (by >= delta || by <= -(int16_t)delta)
            return 1;
    }
    return 0;
}

uint8_t kl_wake_reasons(struct kl_wake *wake, const struct kl_config *config, const uint8_t codes[KL_CODES], uint16_t peak, uint8_t gate)
{
    uint8_t reasons = 0;
    if (config->threshold != 0 && peak >= config->threshold)
        reasons |= KL_THRESHOLD;
    if (!wake->begun)
        reasons |= KL_FIRST;
    else if (config->delta != 0 && changed(wake, codes, config->delta))
        reasons |= KL_CHANGED;
    if (gate)
        reasons |= KL_WOKEN;

    if ((reasons & (KL_THRESHOLD | KL_CHANGED | KL_WOKEN)) != 0) {
        wake->hold = config->hold;
    } else if (wake->hold > 0) {
        wake->hold--;
        reasons |= KL_HOLD;
    }
    if ((config->flags & KL_STREAM_EVERY) != 0)
        reasons |= KL_HOLD;
    if (++wake->waited >= config->heartbeat || wake->waited == 255)
        reasons |= KL_HEARTBEAT;
    if (wake->waited == 255)
        wake->waited = 254; /* never wraps, also when frames are dropped */
    return reasons;
}

void kl_wake_sent(struct kl_wake *wake, const uint8_t codes[KL_CODES])
{
    for (uint8_t i = 0; i < KL_CODES; i++)
        wake->sent[i] = codes[i];
    wake->waited = 0;
    wake->begun = 1;
}
