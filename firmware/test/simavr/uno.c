#include "uno.h"

#include <simavr/avr_adc.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_elf.h>
#include <stdio.h>
#include <string.h>

static struct uno *self; /* simavr's sleep hook has no place for a pointer of ours */

static void no_sleep(avr_t *avr, avr_cycle_count_t cycles)
{
    (void)avr;
    self->slept += cycles; /* the stock one sleeps for real, and so ties the simulation to the clock on the wall */
}

static void on_byte(avr_irq_t *irq, uint32_t value, void *param)
{
    struct uno *uno = param;
    uint8_t bytes[2];
    const uint8_t n = kl_faults_pass(&uno->up, (uint8_t)value, bytes);
    (void)irq;
    if (n > 0)
        uno->out(uno->to, bytes, n);
}

static void on_xon(avr_irq_t *irq, uint32_t value, void *param)
{
    struct uno *uno = param;
    (void)irq;
    (void)value;
    uno->in_open = 1;
}

static void on_xoff(avr_irq_t *irq, uint32_t value, void *param)
{
    struct uno *uno = param;
    (void)irq;
    (void)value;
    uno->in_open = 0;
}

/* A conversion begins: the signal's value of this millisecond, in millivolts of a 5 V reference, half a count above the step. */
static void on_convert(avr_irq_t *irq, uint32_t value, void *param)
{
    struct uno *uno = param;
    const uint64_t ms = uno_ms(uno) + 1;
    avr_adc_mux_t mux;
    int32_t count;
    (void)irq;
    memset(&mux, 0, sizeof mux);
    memcpy(&mux, &value, sizeof mux < sizeof value ? sizeof mux : sizeof value); /* simavr casts it into the number */
    count = 100 * mux.src;
    uno->conversions++;
    if (uno->set_of_ms != ms) {
        uno->set_of_ms = ms;
        kl_source_step(&uno->source, uno->set);
    }
    if (mux.src < KL_AXES)
        count = uno->set[mux.src];
    avr_raise_irq(uno->adc + ADC_IRQ_ADC0 + mux.src, (uint32_t)((count * 5000 + 5000 / 2) / 1023));
}

int uno_open(struct uno *uno, const char *elf, uint64_t seed)
{
    elf_firmware_t firmware;
    uint32_t flags = 0;
    memset(&firmware, 0, sizeof firmware);
    memset(uno, 0, sizeof *uno);
    self = uno;
    if (elf_read_firmware(elf, &firmware) != 0)
        return -1;
    uno->avr = avr_make_mcu_by_name("atmega328p");
    if (uno->avr == NULL || avr_init(uno->avr) != 0)
        return -1;
    firmware.frequency = UNO_HZ;
    avr_load_firmware(uno->avr, &firmware);
    uno->avr->frequency = UNO_HZ;
    uno->avr->vcc = uno->avr->avcc = uno->avr->aref = 5000;
    uno->avr->sleep = no_sleep;
    uno->avr->log = LOG_ERROR;
    avr_ioctl(uno->avr, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
    flags &= (uint32_t) ~(AVR_UART_FLAG_STDIO | AVR_UART_FLAG_POLL_SLEEP);
    avr_ioctl(uno->avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
    uno->uart = avr_io_getirq(uno->avr, AVR_IOCTL_UART_GETIRQ('0'), 0);
    uno->adc = avr_io_getirq(uno->avr, AVR_IOCTL_ADC_GETIRQ, 0);
    avr_irq_register_notify(uno->uart + UART_IRQ_OUTPUT, on_byte, uno);
    avr_irq_register_notify(uno->uart + UART_IRQ_OUT_XON, on_xon, uno);
    avr_irq_register_notify(uno->uart + UART_IRQ_OUT_XOFF, on_xoff, uno);
    avr_irq_register_notify(uno->adc + ADC_IRQ_OUT_TRIGGER, on_convert, uno);
    uno->in_open = 1;
    uno->cycles_per_byte = UNO_HZ / 11520;
    uno->up.rng.state = seed + 1;
    uno->down.rng.state = seed + 2;
    kl_source_init(&uno->source, 1000, seed);
    return 0;
}

static void feed(struct uno *uno)
{
    uint8_t bytes[2];
    uint8_t n;
    if (!uno->in_open || uno->in_head == uno->in_tail || uno->avr->cycle < uno->in_next)
        return;
    n = kl_faults_pass(&uno->down, uno->inbox[uno->in_tail], bytes);
    uno->in_tail = (uint16_t)((uno->in_tail + 1) % UNO_INBOX);
    uno->in_next = uno->avr->cycle + uno->cycles_per_byte;
    for (uint8_t i = 0; i < n; i++)
        avr_raise_irq(uno->uart + UART_IRQ_INPUT, bytes[i]);
}

int uno_run(struct uno *uno, uint64_t until)
{
    while (uno->avr->cycle < until) {
        const int state = avr_run(uno->avr);
        if (state == cpu_Done || state == cpu_Crashed)
            return -1;
        feed(uno);
    }
    return 0;
}

uint16_t uno_say(struct uno *uno, const uint8_t *bytes, uint16_t n)
{
    uint16_t i = 0;
    for (; i < n && (uint16_t)((uno->in_head + 1) % UNO_INBOX) != uno->in_tail; i++) {
        uno->inbox[uno->in_head] = bytes[i];
        uno->in_head = (uint16_t)((uno->in_head + 1) % UNO_INBOX);
    }
    return i;
}

void uno_reset(struct uno *uno)
{
    avr_reset(uno->avr);
    uno->in_open = 1;
}
