/*
 * An Uno made by simavr: the ELF that would be flashed, with a signal on its converter and both ends of its serial port in our hands.
 * Time is simulated cycles, so a run is the same to the byte each time.
 */
#ifndef KL_TEST_UNO_H
#define KL_TEST_UNO_H

#include <simavr/sim_avr.h>
#include <stdint.h>

#include "faults.h"
#include "source.h"

enum { UNO_HZ = 16000000, UNO_INBOX = 4096 };

struct uno {
    avr_t *avr;
    avr_irq_t *uart, *adc;
    struct kl_source source;
    struct kl_faults up, down;
    int16_t set[KL_AXES];
    uint64_t set_of_ms; /* millisecond + 1 that `set` belongs to */
    uint64_t slept;     /* cycles */
    uint64_t conversions;
    uint8_t inbox[UNO_INBOX];
    uint16_t in_head, in_tail;
    uint8_t in_open;    /* the UART takes bytes (XON) */
    uint64_t in_next;   /* cycle at which the line is free for the next byte */
    uint32_t cycles_per_byte;
    void (*out)(void *to, const uint8_t *bytes, uint16_t n);
    void *to;
};

/* Returns 0, or -1 when the ELF cannot be read. */
int uno_open(struct uno *uno, const char *elf, uint64_t seed);
/* Runs until this cycle. Returns 0, or -1 when the processor has crashed. */
int uno_run(struct uno *uno, uint64_t until);
/* Bytes for the board: sent at the line's speed. Returns how many found room. */
uint16_t uno_say(struct uno *uno, const uint8_t *bytes, uint16_t n);
/* The reset button. */
void uno_reset(struct uno *uno);
static inline uint64_t uno_ms(const struct uno *uno)
{
    return uno->avr->cycle / (UNO_HZ / 1000);
}

#endif
