/* How much of the processor is in use: cycles asleep, counted by Timer 1 from falling asleep to the entry of the interrupt that ends it. */
#ifndef KL_AVR_LOAD_H
#define KL_AVR_LOAD_H

#include <avr/io.h>
#include <stdint.h>

enum { CYCLES_PER_MS = F_CPU / 1000 };

struct load {
    volatile uint8_t asleep;
    volatile uint16_t since;
    volatile uint32_t slept; /* cycles */
};
extern struct load load;

/* First thing in every interrupt. It ticks each millisecond, so no sleep is longer. */
static inline void load_woke(void)
{
    if (load.asleep) {
        const uint16_t now = TCNT1, since = load.since;
        load.asleep = 0;
        load.slept += now >= since ? now - since : now + CYCLES_PER_MS - since;
    }
}

#endif
