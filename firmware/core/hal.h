/*
 * What a board must be able to do: six functions and a description (PORTING.md). They are called from one loop only, never from an interrupt, and none of them may wait.
 * They are found by the linker, not through pointers: on an AVR that saves 8 % of the flash.
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

/* A port's own; the core only hands it on. */
struct kl_hal;

struct kl_site;
/* What this board is (site.h). Always the same. */
const struct kl_site *kl_hal_site(struct kl_hal *hal);
/* 1: time of the board. Runs in step with the sampling: sample k is taken k periods after the start. */
void kl_hal_now(struct kl_hal *hal, struct kl_time *time);
/* 2: next set of samples, one a channel, 0..2^adc_bits - 1, oldest first; skipped: sets that were lost just before it. Returns 0 when there is none. */
uint8_t kl_hal_sample(struct kl_hal *hal, int16_t *samples, uint8_t *skipped);
/* 3: next byte from the gateway, -1 when there is none. */
int16_t kl_hal_read(struct kl_hal *hal);
/* 4: takes all of bytes[0..n) for the gateway and returns 1, or takes nothing and returns 0. bytes = 0 only asks. */
uint8_t kl_hal_write(struct kl_hal *hal, const uint8_t *bytes, uint8_t n);
/* 5: one pin; negative for what it cannot. */
int16_t kl_hal_pin(struct kl_hal *hal, uint8_t pin, enum kl_pin_do what, int16_t value);
/* 6: how the board is. */
void kl_hal_health(struct kl_hal *hal, struct kl_health *health);

#endif
