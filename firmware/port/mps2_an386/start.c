/* From reset to main. */
#include <stdint.h>

extern uint32_t data_begin, data_end, data_load, bss_begin, bss_end, stack_top;
int main(void);
void reset(void);

static void trap(void)
{
    for (;;)
        continue;
}

void reset(void)
{
    const uint32_t *from = &data_load;
    for (uint32_t *to = &data_begin; to < &data_end;)
        *to++ = *from++;
    for (uint32_t *to = &bss_begin; to < &bss_end;)
        *to++ = 0;
    *(volatile uint32_t *)0xE000ED88u |= 0xFu << 20; /* the floating-point unit; nothing in the core needs it */
    __asm__ volatile("dsb\n isb");
    (void)main();
    trap();
}

__attribute__((section(".vectors"), used)) static const void *const VECTORS[16] = {
    &stack_top, reset, trap, trap, trap, trap, trap, 0, 0, 0, 0, trap, trap, 0, trap, trap,
};
