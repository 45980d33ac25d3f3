/* An Uno's pins: D0, D1 are the serial port, D2..D13, A0..A2 are the channels (and readable as analog), A3..A5. */
#ifndef KL_AVR_GPIO_H
#define KL_AVR_GPIO_H

#include <stdint.h>

#include "hal.h"

enum { GPIO_PINS = 20, GPIO_ANALOG = 14, GPIO_ANALOGS = 6, GPIO_CHANNELS = 3 };


#endif
