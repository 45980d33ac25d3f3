#include "gpio.h"

#include <avr/io.h>
#include <avr/pgmspace.h>
#include <util/atomic.h>

#include "adc.h"
#include "load.h"

static int16_t modes(uint8_t pin)
{
    int16_t can = 1 << KL_INPUT | 1 << KL_OUTPUT | 1 << KL_PULLUP;
    if (pin < 2 || pin >= GPIO_PINS)
        return 0;
    if (pin >= GPIO_ANALOG)
        can |= 1 << KL_ANALOG;
    if (pin >= GPIO_ANALOG && pin < GPIO_ANALOG + GPIO_CHANNELS)
        return 1 << KL_ANALOG; /* a sensor drives it: never an output */
    if (pin == 3 || pin == 5 || pin == 6 || (pin >= 9 && pin <= 11))
        can |= 1 << KL_PWM;
    return can;
}

/* Who makes a pin's PWM. Fast PWM everywhere; timers 0 and 2 at F_CPU / 64 / 256 = 977 Hz, timer 1 is the sampling's at 1 kHz. */
struct timer {
    uint8_t pin;
    volatile uint8_t *mode, *clock, *level;
    uint8_t connect, fast, divide;
};
static const struct timer TIMERS[] PROGMEM = {
    {3, &TCCR2A, &TCCR2B, &OCR2B, 1 << COM2B1, 3, 1 << CS22},
    {11, &TCCR2A, &TCCR2B, &OCR2A, 1 << COM2A1, 3, 1 << CS22},
    {5, &TCCR0A, &TCCR0B, &OCR0B, 1 << COM0B1, 3, 1 << CS01 | 1 << CS00},
    {6, &TCCR0A, &TCCR0B, &OCR0A, 1 << COM0A1, 3, 1 << CS01 | 1 << CS00},
    {9, &TCCR1A, 0, &OCR1AL, 1 << COM1A1, 0, 0},
    {10, &TCCR1A, 0, &OCR1BL, 1 << COM1B1, 0, 0},
};

/* Detaches the pin from its timer (duty < 0), or gives it a duty of 0..255. */
static void pwm(uint8_t pin, int16_t duty)
{
    for (uint8_t i = 0; i < sizeof TIMERS / sizeof TIMERS[0]; i++) {
        struct timer t;
        memcpy_P(&t, &TIMERS[i], sizeof t);
        if (t.pin != pin)
            continue;
        *t.mode = (uint8_t)((*t.mode & ~t.connect) | t.fast | (duty >= 0 ? t.connect : 0));
        if (t.clock != 0) {
            *t.clock = t.divide;
            *t.level = (uint8_t)duty;
        } else {
            *(volatile uint16_t *)t.level = (uint16_t)((uint8_t)duty * (CYCLES_PER_MS / 255));
        }
    }
}

static void put(volatile uint8_t *reg, uint8_t bit, uint8_t on)
{
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
    {
        *reg = on ? *reg | bit : *reg & (uint8_t)~bit;
    }
}

int16_t kl_hal_pin(struct kl_hal *hal, uint8_t pin, enum kl_pin_do what, int16_t value)
{
    const int16_t can = modes(pin);
    const uint8_t bit = (uint8_t)(1 << (pin < 8 ? pin : pin < 14 ? pin - 8 : pin - 14));
    volatile uint8_t *const out = pin < 8 ? &PORTD : pin < 14 ? &PORTB : &PORTC;
    volatile uint8_t *const direction = out - 1, *const in = out - 2; /* PINx, DDRx, PORTx lie side by side */
    (void)hal;
    if (what == KL_PIN_MODES)
        return can;
    if (can == 0)
        return -1;
    switch (what) {
    case KL_PIN_MODE:
        if (can & 1 << KL_PWM)
            pwm(pin, value == KL_PWM ? 0 : -1);
        put(out, bit, value == KL_PULLUP);
        put(direction, bit, value == KL_OUTPUT);
        if (value == KL_PWM)
            put(direction, bit, 1);
        return 0;
    case KL_PIN_WRITE:
        put(out, bit, value != 0);
        return 0;
    case KL_PIN_DUTY:
        /* A timer's duty of 0 still has a spike and that of the top a gap: the ends are plain levels. */
        put(out, bit, value == 255);
        pwm(pin, value == 0 || value == 255 ? -1 : value);
        return 0;
    case KL_PIN_COUNT:
        return pin < GPIO_ANALOG ? -1 : adc_last((uint8_t)(pin - GPIO_ANALOG));
    default:
        return (*in & bit) != 0;
    }
}
