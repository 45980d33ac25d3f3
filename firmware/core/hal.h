/*
 * What a board must be able to do: six functions (PORTING.md). They are called from one loop only, never from an interrupt, and none of them may wait.
 */
#ifndef KL_HAL_H
#define KL_HAL_H

#include <stdint.h>

#ifndef KL_CHANNELS
#define KL_CHANNELS 3 /* most channels of a build */
#endif

struct kl_time {
    uint32_t ms; /* since the start */
    uint16_t us; /* 0..999 */
};

/* Firmata's numbers of pin modes. */
enum { KL_INPUT = 0, KL_OUTPUT = 1, KL_ANALOG = 2, KL_PWM = 3, KL_PULLUP = 11 };

enum kl_pin_do {
    KL_PIN_MODES, /* -> mask of 1 << mode that the pin can, 0 for none */
    KL_PIN_MODE,  /* value: one of these modes -> 0 */
    KL_PIN_WRITE, /* value: 0 or 1 -> 0 */
    KL_PIN_DUTY,  /* value: 0..255 -> 0 */
    KL_PIN_READ,  /* -> 0 or 1 */
    KL_PIN_COUNT, /* -> last conversion of an analog pin */
};

struct kl_health {
    uint16_t rx_lost;    /* modulo 65536 */
    uint16_t stack_free; /* bytes never used; 65535 not known */
    uint8_t load;        /* since the last call, in 0.5 %; 255 not known */
    uint8_t cause;       /* of the last reset, bits as in PROTOCOL.md */
};

struct kl_hal {
    void *ctx;
    /* 1: time of the board. Must run in step with the sampling: sample k is taken k periods after the start. */
    void (*now)(void *ctx, struct kl_time *time);
    /* 2: next set of samples, one a channel, 0..2^adc_bits - 1, oldest first; skipped: sets that were lost just before it. Returns 0 when there is none. */
    uint8_t (*sample)(void *ctx, int16_t *samples, uint8_t *skipped);
    /* 3: next byte from the gateway, -1 when there is none. */
    int16_t (*read)(void *ctx);
    /* 4: takes all of bytes[0..n) for the gateway and returns 1, or takes nothing and returns 0. bytes = 0 only asks. */
    uint8_t (*write)(void *ctx, const uint8_t *bytes, uint8_t n);
    /* 5: one pin; negative for what it cannot. */
    int16_t (*pin)(void *ctx, uint8_t pin, enum kl_pin_do what, int16_t value);
    /* 6: how the board is. */
    void (*health)(void *ctx, struct kl_health *health);
};

#endif
