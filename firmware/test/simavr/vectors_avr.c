/* On an AVR: USART 0, polled; sleeping with interrupts off ends simavr. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <stdint.h>

#include "vectors.h"

void vector_put(char c)
{
    while (!(UCSR0A & 1 << UDRE0))
        continue;
    UDR0 = (uint8_t)c;
}

int main(void)
{
    UBRR0 = 0; /* as fast as it goes */
    UCSR0A = 1 << U2X0;
    UCSR0B = 1 << TXEN0;
    vectors();
    for (volatile uint16_t wait = 0; wait < 2000; wait++) /* the last byte leaves */
        continue;
    cli();
    sleep_enable();
    sleep_cpu();
    return 0;
}
