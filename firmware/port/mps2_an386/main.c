/*
 * Cortex-M4F under QEMU: proof that the core is at home on 32 bits. UART 0 is the gateway's. Samples come over UART 1, three little-endian int16 a set,
 * in the place of a converter, which QEMU does not have; each set is one period of the board's time. A set of -1 -1 -1 ends the run.
 */
#include "chip.h"
#include "node.h"
#include "ring.h"
#include "site_demo.h"

enum { SET_SIZE = 6, PINS = 20 };

struct kl_hal {
    KL_RING(uint8_t, 256) tx;
    uint8_t set[SET_SIZE];
    uint8_t got;
    uint32_t sets; /* taken so far: the board's time in periods */
    uint8_t level[PINS];
};

static const struct kl_site SITE = {"kinglet/mps2", KL_DEMO_CHANNELS, 1000, 3, 10, PINS, 255, 0};

const struct kl_site *kl_hal_site(struct kl_hal *hal)
{
    (void)hal;
    return &SITE;
}

void kl_hal_now(struct kl_hal *hal, struct kl_time *time)
{
    time->ms = hal->sets;
    time->us = 0;
}

uint8_t kl_hal_sample(struct kl_hal *hal, int16_t *samples, uint8_t *skipped)
{
    if (hal->got < SET_SIZE)
        return 0;
    for (uint8_t i = 0; i < 3; i++)
        samples[i] = (int16_t)(hal->set[2 * i] | hal->set[2 * i + 1] << 8);
    hal->got = 0;
    hal->sets++;
    *skipped = 0;
    return 1;
}

int16_t kl_hal_read(struct kl_hal *hal)
{
    (void)hal;
    return UART0->state & UART_RX_FULL ? (int16_t)(UART0->data & 0xFF) : -1;
}

uint8_t kl_hal_write(struct kl_hal *hal, const uint8_t *bytes, uint8_t n)
{
    if (kl_ring_room(&hal->tx) < n)
        return 0;
    for (uint8_t i = 0; bytes != 0 && i < n; i++) {
        *kl_ring_slot(&hal->tx) = bytes[i];
        kl_ring_push(&hal->tx);
    }
    return 1;
}

int16_t kl_hal_pin(struct kl_hal *hal, uint8_t pin, enum kl_pin_do what, int16_t value)
{
    switch (what) {
    case KL_PIN_MODES:
        return pin >= 2 ? 1 << KL_INPUT | 1 << KL_OUTPUT : 0;
    case KL_PIN_WRITE:
        hal->level[pin] = (uint8_t)value;
        return 0;
    case KL_PIN_READ:
        return hal->level[pin];
    default:
        return 0;
    }
}

void kl_hal_health(struct kl_hal *hal, struct kl_health *health)
{
    const struct kl_health unknown = {0, 65535, 255, 1};
    (void)hal;
    *health = unknown;
}

static void drain(struct kl_hal *hal)
{
    while (kl_ring_used(&hal->tx) > 0) {
        while (UART0->state & UART_TX_FULL)
            continue;
        UART0->data = *kl_ring_peek(&hal->tx);
        kl_ring_pop(&hal->tx);
    }
}

int main(void)
{
    static struct kl_hal hal;
    static struct kl_node node;
    uart_open(UART0);
    uart_open(UART1);
    kl_node_init(&node, &hal);
    for (;;) {
        /* What the gateway has said comes before the next sample: a run is the same each time. */
        while (UART0->state & UART_RX_FULL)
            (void)kl_node_step(&node);
        drain(&hal);
        /* Samples wait for the stream to be on, so that sample 0 is the first of the first window. */
        if ((node.config.flags & KL_STREAM_ON) != 0 && hal.got < SET_SIZE && UART1->state & UART_RX_FULL)
            hal.set[hal.got++] = (uint8_t)UART1->data;
        if (hal.got == SET_SIZE && hal.set[0] == 0xFF && hal.set[1] == 0xFF)
            chip_exit(0);
        if (hal.got == SET_SIZE)
            (void)kl_node_step(&node);
    }
}
