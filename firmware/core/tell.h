/* Firmata's answers about the board itself: version, name, capabilities, analog map, state of a pin. */
#ifndef KL_TELL_H
#define KL_TELL_H

#include "pins.h"

/* Each returns 0 when there was no room for the whole of it. */
uint8_t kl_tell_version(struct kl_hal *hal);
uint8_t kl_tell_name(const struct kl_site *site, struct kl_hal *hal);
uint8_t kl_tell_capabilities(const struct kl_site *site, struct kl_hal *hal);
uint8_t kl_tell_analog_map(const struct kl_site *site, struct kl_hal *hal);
uint8_t kl_tell_pin(const struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal, uint8_t pin);

#endif
