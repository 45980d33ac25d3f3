#include "uart.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>

#include "load.h"
#include "hal.h"
#include "ring.h"

#ifndef KL_BAUD
#define KL_BAUD 115200UL
#endif

static KL_RING(uint8_t, 256) tx;
static KL_RING(uint8_t, 32) rx;
static volatile uint16_t lost;

ISR(USART_RX_vect)
{
    const uint8_t status = UCSR0A, byte = UDR0; /* in this order: reading the byte clears its status */
    load_woke();
    if ((status & (1 << FE0 | 1 << DOR0)) != 0)
        lost++;
    if ((status & 1 << FE0) != 0)
        return;
    if (kl_ring_room(&rx) == 0) {
        lost++;
        return;
    }
    *kl_ring_slot(&rx) = byte;
    kl_ring_push(&rx);
}

ISR(USART_UDRE_vect)
{
    load_woke();
    if (kl_ring_used(&tx) == 0) {
        UCSR0B &= (uint8_t)~(1 << UDRIE0);
        return;
    }
    UDR0 = *kl_ring_peek(&tx);
    kl_ring_pop(&tx);
}

void uart_init(void)
{
    /* Double speed, rounded to the nearest: 115200 comes out 2.1 % fast, 250000, 500000 and 1000000 exactly. */
    UBRR0 = (uint16_t)((F_CPU + 4 * KL_BAUD) / (8 * KL_BAUD) - 1);
    UCSR0A = 1 << U2X0;
    UCSR0C = 1 << UCSZ01 | 1 << UCSZ00;
    UCSR0B = 1 << RXEN0 | 1 << TXEN0 | 1 << RXCIE0;
}

int16_t kl_hal_read(struct kl_hal *hal)
{
    uint8_t byte;
    (void)hal;
    if (kl_ring_used(&rx) == 0)
        return -1;
    byte = *kl_ring_peek(&rx);
    kl_ring_pop(&rx);
    return byte;
}

uint8_t kl_hal_write(struct kl_hal *hal, const uint8_t *bytes, uint8_t n)
{
    (void)hal;
    if (kl_ring_room(&tx) < n)
        return 0;
    if (bytes == 0)
        return 1;
    while (n-- > 0) {
        *kl_ring_slot(&tx) = *bytes++;
        kl_ring_push(&tx);
    }
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
    {
        UCSR0B |= 1 << UDRIE0;
    }
    return 1;
}

uint16_t uart_lost(void)
{
    uint16_t n;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
    {
        n = lost;
    }
    return n;
}

uint8_t uart_waiting(void)
{
    return kl_ring_used(&rx);
}
