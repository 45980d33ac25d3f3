/*
 * A board made of nothing but memory, in virtual time: converter, UART with a ring of 255 bytes that empties at the baud rate, 20 pins like an Uno's.
 * One thread; board_tick is one sampling period.
 */
#ifndef KL_HOST_BOARD_H
#define KL_HOST_BOARD_H

#include <stdint.h>

#include "faults.h"
#include "node.h"
#include "ring.h"
#include "source.h"

enum { HOST_PINS = 20, HOST_ANALOG = 14, HOST_ANALOGS = 6, HOST_BOOT_MS = 1600 };

struct board;
struct kl_hal {
    struct board *board;
};

struct board {
    struct kl_node node;
    struct kl_site site;
    struct kl_hal hal;
    struct kl_source source;
    struct kl_faults up, down;
    KL_RING(uint8_t, 256) tx;
    KL_RING(uint8_t, 64) rx;
    uint64_t ticks;      /* sampling periods since the process began: virtual time */
    uint64_t born;       /* tick of the last start of the firmware */
    uint32_t booting;    /* ticks until the firmware starts (the bootloader's silence) */
    uint8_t cause;
    uint32_t baud;
    double up_credit, down_credit; /* bytes that the line may carry by now */
    int16_t set[KL_CHANNELS];
    uint8_t set_ready;
    uint8_t level[HOST_PINS], mode[HOST_PINS];
    uint16_t rx_lost;
    /* What leaves for the gateway, after the faults of the line. */
    void (*out)(void *to, const uint8_t *bytes, uint16_t n);
    void *to;
};

void board_init(struct board *board, uint16_t period_us, uint64_t seed, const char *name);
/* Power on, or the reset button: cause as in PROTOCOL.md. Silent for HOST_BOOT_MS unless this is the first start. */
void board_reset(struct board *board, uint8_t cause);
/* Bytes from the gateway that the line may carry during the next tick. */
uint16_t board_wants(struct board *board);
/* One byte from the gateway, through the faults of the line. */
void board_hear(struct board *board, uint8_t byte);
void board_tick(struct board *board);
/* The whole process's virtual time. */
static inline uint64_t board_ms(const struct board *board)
{
    return board->ticks * board->site.period_us / 1000;
}

#endif
