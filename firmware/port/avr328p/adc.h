/*
 * Sampling: Timer 1 overflows every millisecond and begins a scan: A0, A1, A2, then one of A3..A5 in turn for Firmata.
 * 104 us a conversion (125 kHz, for which the converter's 10 bits are specified): 0.42 of each millisecond. The axes are 0.1 ms apart.
 */
#ifndef KL_AVR_ADC_H
#define KL_AVR_ADC_H

#include <stdint.h>

#include "hal.h"

void adc_init(void);
/* Last conversion of A0..A5. */
int16_t adc_last(uint8_t channel);
uint8_t adc_waiting(void);

#endif
