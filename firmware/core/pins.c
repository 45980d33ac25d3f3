#include "pins.h"

enum { EVERY_MS = 19, UNSET = 255 };

void kl_pins_reset(struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal)
{
    for (uint8_t pin = 0; pin < KL_PINS; pin++) {
        pins->mode[pin] = UNSET;
        pins->value[pin] = 0;
        if (pin < site->pins && (kl_hal_pin(hal, pin, KL_PIN_MODES, 0) & 1 << KL_INPUT) != 0)
            kl_hal_pin(hal, pin, KL_PIN_MODE, KL_INPUT);
    }
    for (uint8_t port = 0; port < KL_PORTS; port++)
        pins->port[port] = KL_SILENT;
    for (uint8_t channel = 0; channel < KL_ANALOGS; channel++)
        pins->analog[channel] = 0;
    pins->active = 0;
    pins->every_ms = EVERY_MS;
    pins->last_ms = 0;
}

static uint8_t set_mode(struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal, uint8_t pin, uint16_t mode)
{
    if (pin >= site->pins || mode > 14 || (kl_hal_pin(hal, pin, KL_PIN_MODES, 0) & (int16_t)(1 << mode)) == 0)
        return 0;
    pins->mode[pin] = (uint8_t)mode;
    pins->value[pin] = 0;
    kl_hal_pin(hal, pin, KL_PIN_MODE, (int16_t)mode);
    if (mode == KL_OUTPUT)
        kl_hal_pin(hal, pin, KL_PIN_WRITE, 0);
    return 1;
}

static uint8_t set_pin(struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal, uint8_t pin, uint16_t value)
{
    if (pin >= site->pins || pins->mode[pin] != KL_OUTPUT)
        return 0;
    pins->value[pin] = value != 0;
    kl_hal_pin(hal, pin, KL_PIN_WRITE, value != 0);
    return 1;
}

static uint8_t set_port(struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal, uint8_t port, uint16_t values)
{
    if (port >= KL_PORTS)
        return 0;
    for (uint8_t i = 0; i < 8; i++, values >>= 1)
        (void)set_pin(pins, site, hal, (uint8_t)(port * 8 + i), values & 1); /* pins of the port that are no outputs are left alone */
    return 1;
}

static uint8_t set_duty(struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal, uint8_t pin, uint16_t value)
{
    if (pin >= site->pins || pins->mode[pin] != KL_PWM)
        return 0;
    pins->value[pin] = value > 255 ? 255 : (uint8_t)value;
    kl_hal_pin(hal, pin, KL_PIN_DUTY, pins->value[pin]);
    return 1;
}

uint8_t kl_pins_take(struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal, enum kl_message message, const struct kl_parser *parser)
{
    const uint8_t number = parser->number, *sysex = parser->sysex;
    switch (message) {
    case KL_DIGITAL:
        return set_port(pins, site, hal, number, parser->value);
    case KL_ANALOG_TO:
        return set_duty(pins, site, hal, number, parser->value);
    case KL_SET_MODE:
        return set_mode(pins, site, hal, number, parser->value);
    case KL_SET_PIN:
        return set_pin(pins, site, hal, number, parser->value);
    case KL_REPORT_ANALOG:
        if (number >= site->analogs || number >= KL_ANALOGS)
            return 0;
        pins->analog[number] = parser->value != 0;
        pins->active = 1;
        return 1;
    case KL_REPORT_DIGITAL:
        if (number >= KL_PORTS)
            return 0;
        pins->port[number] = parser->value ? KL_FRESH : KL_SILENT;
        pins->active = 1;
        return 1;
    case KL_SYSEX:
        if (sysex[0] == 0x7A && parser->length == 3) {
            const uint16_t every = (uint16_t)(sysex[1] | (uint16_t)sysex[2] << 7);
            pins->every_ms = every < 10 ? 10 : every;
            return 1;
        }
        if (sysex[0] == 0x6F && parser->length >= 3 && parser->length <= 4)
            return set_duty(pins, site, hal, sysex[1], (uint16_t)(sysex[2] | (parser->length == 4 ? (uint16_t)sysex[3] << 7 : 0)));
        return 0;
    default:
        return 0;
    }
}

static uint8_t port_value(const struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal, uint8_t port)
{
    uint8_t value = 0;
    for (uint8_t i = 8; i-- > 0;) {
        const uint8_t pin = (uint8_t)(port * 8 + i);
        value = (uint8_t)(value << 1);
        if (pin < site->pins && (pins->mode[pin] == KL_INPUT || pins->mode[pin] == KL_PULLUP) && kl_hal_pin(hal, pin, KL_PIN_READ, 0) > 0)
            value |= 1;
    }
    return value;
}

static uint8_t send3(struct kl_hal *hal, uint8_t command, uint16_t value)
{
    const uint8_t bytes[3] = {command, value & 0x7F, (uint8_t)(value >> 7 & 0x7F)};
    return kl_hal_write(hal, bytes, 3);
}

void kl_pins_report(struct kl_pins *pins, const struct kl_site *site, struct kl_hal *hal, uint16_t now_ms)
{
    if (!pins->active)
        return;
    for (uint8_t port = 0; port < KL_PORTS; port++) {
        uint8_t value;
        if (pins->port[port] == KL_SILENT)
            continue;
        value = port_value(pins, site, hal, port);
        if ((value != pins->reported[port] || pins->port[port] == KL_FRESH) && send3(hal, (uint8_t)(0x90 | port), value)) {
            pins->reported[port] = value;
            pins->port[port] = KL_TELL;
        }
    }
    if ((uint16_t)(now_ms - pins->last_ms) < pins->every_ms)
        return;
    pins->last_ms = now_ms;
    for (uint8_t channel = 0; channel < site->analogs && channel < KL_ANALOGS; channel++)
        if (pins->analog[channel])
            (void)send3(hal, (uint8_t)(0xE0 | channel), (uint16_t)kl_hal_pin(hal, (uint8_t)(site->analog + channel), KL_PIN_COUNT, 0));
}
