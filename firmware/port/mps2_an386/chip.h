/* The few registers that are used: CMSDK UARTs and the Cortex-M4's own. */
#ifndef KL_MPS2_CHIP_H
#define KL_MPS2_CHIP_H

#include <stdint.h>

struct uart {
    volatile uint32_t data, state, ctrl, interrupt, divider;
};
#define UART0 ((struct uart *)0x40004000u)
#define UART1 ((struct uart *)0x40005000u)
enum { UART_TX_FULL = 1, UART_RX_FULL = 2, UART_TX_ON = 1, UART_RX_ON = 2 };

static inline void uart_open(struct uart *uart)
{
    uart->divider = 25000000u / 115200u;
    uart->ctrl = UART_TX_ON | UART_RX_ON;
}

/* Ends the emulation with this exit status (semihosting, SYS_EXIT_EXTENDED). Only for tests: on a real board without a debugger it is a fault. */
static inline void chip_exit(uint32_t status)
{
    const uint32_t block[2] = {0x20026u, status}; /* ADP_Stopped_ApplicationExit */
    register uint32_t call __asm__("r0") = 0x20u;
    register const uint32_t *with __asm__("r1") = block;
    __asm__ volatile("bkpt 0xAB" : : "r"(call), "r"(with) : "memory");
}

#endif
