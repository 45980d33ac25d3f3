#include "adc.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>

#include "load.h"
#include "ring.h"

#ifndef KL_REFERENCE
#define KL_REFERENCE (1 << REFS0) /* the supply; 0: what is connected to AREF */
#endif

enum { CHANNELS = 3, SLOW = 3, SCAN = CHANNELS + 1, SETS = 8 };

struct set {
    int16_t at[CHANNELS];
    uint8_t skipped;
};

/* The converter's and the clock's only state; interrupts have no other place to keep it. */
static KL_RING(struct set, SETS) sets;
static volatile int16_t last[CHANNELS + SLOW];
static volatile uint8_t slot, slow, skipped;
static volatile uint32_t ms;

ISR(TIMER1_OVF_vect)
{
    load_woke();
    ms++;
    slot = 0;
    ADMUX = KL_REFERENCE;
    ADCSRA |= 1 << ADSC;
}

ISR(ADC_vect)
{
    load_woke();
    const int16_t count = (int16_t)ADC;
    const uint8_t now = slot;
    uint8_t next;
    if (now < CHANNELS) {
        last[now] = count;
        kl_ring_slot(&sets)->at[now] = count; /* the slot at the head is always free to write to */
    } else {
        last[CHANNELS + slow] = count;
        if (++slow == SLOW)
            slow = 0;
    }
    if (now == CHANNELS - 1) {
        if (kl_ring_room(&sets) > 0) {
            kl_ring_slot(&sets)->skipped = skipped;
            skipped = 0;
            kl_ring_push(&sets);
        } else if (skipped < 255) {
            skipped++;
        }
    }
    next = now + 1;
    slot = next;
    if (next < SCAN) {
        ADMUX = KL_REFERENCE | (next < CHANNELS ? next : CHANNELS + slow);
        ADCSRA |= 1 << ADSC;
    }
}

void adc_init(void)
{
    DIDR0 = 0;
    ADMUX = KL_REFERENCE;
    ADCSRA = 1 << ADEN | 1 << ADIE | 7; /* 16 MHz / 128 */
    /* Fast PWM up to ICR1, no prescaler: 1 kHz, and D9 and D10 can still be PWM. */
    ICR1 = CYCLES_PER_MS - 1;
    TCCR1A = 1 << WGM11;
    TCCR1B = 1 << WGM13 | 1 << WGM12 | 1 << CS10;
    TIMSK1 = 1 << TOIE1;
}

void kl_hal_now(struct kl_hal *hal, struct kl_time *time)
{
    uint16_t cycles;
    uint8_t over;
    (void)hal;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
    {
        time->ms = ms;
        cycles = TCNT1;
        over = TIFR1 & 1 << TOV1;
    }
    /* An overflow that was not yet taken: the count may be of before it or after. */
    if (over && cycles < CYCLES_PER_MS / 2)
        time->ms++;
    time->us = cycles / (F_CPU / 1000000);
}

uint8_t kl_hal_sample(struct kl_hal *hal, int16_t *samples, uint8_t *lost)
{
    const struct set *set;
    (void)hal;
    if (kl_ring_used(&sets) == 0)
        return 0;
    set = kl_ring_peek(&sets);
    for (uint8_t i = 0; i < CHANNELS; i++)
        samples[i] = set->at[i];
    *lost = set->skipped;
    kl_ring_pop(&sets);
    return 1;
}

int16_t adc_last(uint8_t channel)
{
    int16_t count;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
    {
        count = last[channel];
    }
    return count;
}

uint8_t adc_waiting(void)
{
    return kl_ring_used(&sets);
}
