/* USART 0, 8N1, by interrupts in both directions. Nothing waits: what finds no room is refused whole (out) or counted (in). */
#ifndef KL_AVR_UART_H
#define KL_AVR_UART_H

#include <stdint.h>

void uart_init(void);
uint16_t uart_lost(void);
uint8_t uart_waiting(void);

#endif
