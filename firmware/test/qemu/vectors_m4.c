/* On a Cortex-M4 under QEMU: UART 0, then out through semihosting. */
#include "chip.h"
#include "vectors.h"

void vector_put(char c)
{
    while (UART0->state & UART_TX_FULL)
        continue;
    UART0->data = (uint8_t)c;
}

int main(void)
{
    uart_open(UART0);
    vectors();
    chip_exit(0);
    return 0;
}
