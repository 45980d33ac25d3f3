#include "tell.h"

/* Modes in the order in which they are told, with their resolution in bits. */
static const uint8_t MODES[][2] = {{KL_INPUT, 1}, {KL_OUTPUT, 1}, {KL_ANALOG, 10}, {KL_PWM, 8}, {KL_PULLUP, 1}};
enum { MODES_COUNT = sizeof MODES / sizeof MODES[0] };

static uint8_t send(struct kl_hal *hal, const uint8_t *bytes, uint8_t n)
{
    return kl_hal_write(hal, bytes, n);
}

uint8_t kl_tell_version(struct kl_hal *hal)
{
    const uint8_t bytes[3] = {0xF9, 2, 5};
    return send(hal, bytes, sizeof bytes);
}

uint8_t kl_tell_name(const struct kl_site *site, struct kl_hal *hal)
{
    uint8_t bytes[5 + 2 * KL_NAME_MAX] = {0xF0, 0x79, KL_FIRMWARE_MAJOR, KL_FIRMWARE_MINOR};
    uint8_t n = 4;
    for (uint8_t i = 0; i < KL_NAME_MAX && site->name[i] != 0; i++) {
        bytes[n++] = (uint8_t)site->name[i] & 0x7F;
        bytes[n++] = 0;
    }
    bytes[n++] = 0xF7;
    return send(hal, bytes, n);
}

/*
 * Longer than a frame, so it goes pin by pin. Room for the whole is asked for first: what has room then still has it later, as nothing else writes in between.
 */
uint8_t kl_tell_capabilities(const struct kl_site *site, struct kl_hal *hal)
{
    uint16_t size = 3;
    const uint8_t head[2] = {0xF0, 0x6C}, tail = 0xF7;
    for (uint8_t pass = 0; pass < 2; pass++) {
        if (pass == 1) {
            if (size > 255 || !kl_hal_write(hal, 0, (uint8_t)size))
                return 0;
            (void)send(hal, head, 2);
        }
        for (uint8_t pin = 0; pin < site->pins; pin++) {
            const int16_t can = kl_hal_pin(hal, pin, KL_PIN_MODES, 0);
            uint8_t bytes[2 * MODES_COUNT + 1], n = 0;
            for (uint8_t i = 0; i < MODES_COUNT; i++) {
                if ((can & (int16_t)(1 << MODES[i][0])) != 0) {
                    bytes[n++] = MODES[i][0];
                    bytes[n++] = MODES[i][1];
                }
            }
            bytes[n++] = 0x7F;
            size = (uint16_t)(size + n);
            if (pass == 1)
                (void)send(hal, bytes, n);
        }
    }
    return send(hal, &tail, 1);
}

uint8_t kl_tell_analog_map(const struct kl_site *site, struct kl_hal *hal)
{
    uint8_t bytes[3 + KL_PINS] = {0xF0, 0x6A};
    uint8_t n = 2;
    for (uint8_t pin = 0; pin < site->pins; pin++)
        bytes[n++] = pin >= site->analog && pin < site->analog + site->analogs ? (uint8_t)(pin - site->analog) : 0x7F;
    bytes[n++] = 0xF7;
    return send(hal, bytes, n);
}

uint8_t kl_tell_pin(const struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal, uint8_t pin)
{
    uint8_t bytes[7] = {0xF0, 0x6E, pin};
    uint8_t n = 3;
    if (pin < site->pins) {
        const uint8_t mode = pins->mode[pin];
        /* For an input the state is its pull-up, as the protocol wants it; a pin that was never set is an input. */
        const uint8_t state = mode == KL_PULLUP ? 1 : mode == KL_OUTPUT || mode == KL_PWM ? pins->value[pin] : 0;
        bytes[n++] = mode == 255 ? KL_INPUT : mode;
        bytes[n++] = state & 0x7F;
        if (state > 0x7F)
            bytes[n++] = state >> 7;
    }
    bytes[n++] = 0xF7;
    return send(hal, bytes, n);
}
