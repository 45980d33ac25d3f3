/* A board of memory for tests: what the node asks of its port, answered from arrays. */
#ifndef KL_TEST_BENCH_H
#define KL_TEST_BENCH_H

#include <stdint.h>
#include <string.h>

#include "node.h"
#include "site_demo.h"
#include "wire.h"

enum { BENCH_PINS = 20, BENCH_OUT = 1 << 16 };

struct kl_hal {
    struct kl_site site;
    struct kl_time now;
    int16_t set[KL_CHANNELS];
    uint8_t set_ready, skipped;
    uint8_t in[512];
    uint16_t in_at, in_n;
    uint8_t out[BENCH_OUT];
    uint32_t out_n;
    uint16_t room; /* bytes that writes still find room for */
    uint8_t level[BENCH_PINS], mode[BENCH_PINS], driven[BENCH_PINS];
    int16_t duty[BENCH_PINS];
};

static const struct kl_site BENCH_SITE = {"kinglet/bench", KL_DEMO_CHANNELS, 1000, 3, 10, BENCH_PINS, 14, 6};

const struct kl_site *kl_hal_site(struct kl_hal *hal)
{
    return &hal->site;
}

void kl_hal_now(struct kl_hal *hal, struct kl_time *time)
{
    *time = hal->now;
}

uint8_t kl_hal_sample(struct kl_hal *hal, int16_t *samples, uint8_t *skipped)
{
    if (!hal->set_ready)
        return 0;
    hal->set_ready = 0;
    memcpy(samples, hal->set, sizeof hal->set);
    *skipped = hal->skipped;
    hal->skipped = 0;
    return 1;
}

int16_t kl_hal_read(struct kl_hal *hal)
{
    return hal->in_at < hal->in_n ? hal->in[hal->in_at++] : -1;
}

uint8_t kl_hal_write(struct kl_hal *hal, const uint8_t *bytes, uint8_t n)
{
    if (n > hal->room || hal->out_n + n > BENCH_OUT)
        return 0;
    if (bytes == NULL)
        return 1;
    memcpy(hal->out + hal->out_n, bytes, n);
    hal->out_n += n;
    hal->room = (uint16_t)(hal->room - n);
    return 1;
}

int16_t kl_hal_pin(struct kl_hal *hal, uint8_t pin, enum kl_pin_do what, int16_t value)
{
    if (what == KL_PIN_MODES) {
        if (pin < 2 || pin >= BENCH_PINS)
            return 0;
        return (int16_t)(1 << KL_INPUT | 1 << KL_OUTPUT | 1 << KL_PULLUP | (pin == 3 ? 1 << KL_PWM : 0) | (pin >= 14 ? 1 << KL_ANALOG : 0));
    }
    if (pin < 2 || pin >= BENCH_PINS)
        return -1;
    switch (what) {
    case KL_PIN_MODE:
        hal->mode[pin] = (uint8_t)value;
        return 0;
    case KL_PIN_WRITE:
        hal->driven[pin] = (uint8_t)value;
        return 0;
    case KL_PIN_DUTY:
        hal->duty[pin] = value;
        return 0;
    case KL_PIN_COUNT:
        return (int16_t)(pin * 10);
    default:
        return hal->level[pin];
    }
}

void kl_hal_health(struct kl_hal *hal, struct kl_health *health)
{
    const struct kl_health h = {7, 800, 66, 1};
    (void)hal;
    *health = h;
}

static inline void bench_init(struct kl_hal *hal, struct kl_node *node)
{
    memset(hal, 0, sizeof *hal);
    hal->site = BENCH_SITE;
    hal->room = 60000;
    memset(node, 0xA5, sizeof *node);
    kl_node_init(node, hal);
}

/* Says these bytes and lets the node work until there is nothing left. What it wrote meanwhile is hal->out[0..out_n). */
static inline void bench_say(struct kl_hal *hal, struct kl_node *node, const uint8_t *bytes, uint16_t n)
{
    if (n > 0)
        memcpy(hal->in, bytes, n);
    hal->in_at = 0;
    hal->in_n = n;
    hal->out_n = 0;
    while (kl_node_step(node))
        continue;
}

static inline void bench_ask(struct kl_hal *hal, struct kl_node *node, uint8_t command, const uint8_t *body, uint8_t n)
{
    uint8_t wire[KL_WIRE_MAX];
    bench_say(hal, node, wire, kl_frame(wire, command, body, n));
}

static inline void bench_sample(struct kl_hal *hal, struct kl_node *node, int16_t x, int16_t y, int16_t z)
{
    hal->set[0] = x;
    hal->set[1] = y;
    hal->set[2] = z;
    hal->set_ready = 1;
    while (kl_node_step(node))
        continue;
    if (++hal->now.ms == 0)
        hal->now.us = 0;
}

/* Opens the only frame in hal->out; returns its body, or NULL. */
static inline uint8_t *bench_body(struct kl_hal *hal, uint8_t command, uint8_t *n)
{
    if (hal->out_n < 3 || hal->out[0] != 0xF0 || hal->out[1] != command || hal->out[hal->out_n - 1] != 0xF7)
        return NULL;
    return kl_open(command, hal->out + 2, (uint8_t)(hal->out_n - 3), n) == KL_OPEN_OK ? hal->out + 2 : NULL;
}

#endif
